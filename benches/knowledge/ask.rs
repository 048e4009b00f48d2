//! Every question, of the most frequent entities and of others.

use std::path::Path;
use std::time::Instant;

use repere::EntityType;
use repere::knowledge::{Base, Filter};

/// Times of one question, asked of several things.
struct Times(Vec<f64>);

impl Times {
    fn of(mut asked: impl FnMut(usize), count: usize) -> Times {
        let mut times: Vec<f64> = (0..count)
            .map(|number| {
                let start = Instant::now();
                asked(number);
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        Times(times)
    }

    fn print(&self, question: &str) {
        let middle = self.0[self.0.len() / 2];
        println!("{question:42} median {middle:8.2} ms, longest {:8.2} ms", self.0[self.0.len() - 1]);
    }
}

pub fn ask(file: &Path) {
    let open = || Base::read(file).expect("the base opens");
    let base = open();
    println!("{:?}", base.stats().expect("read"));
    let top = base.list(&Filter::default(), 40).expect("read");
    let keys: Vec<&str> = top.iter().map(|line| line.key.as_str()).collect();
    let known = |number: &u64| base.entity(&format!("repere:e-{number}")).is_ok();
    let others: Vec<u64> = (50..).step_by(997).filter(known).take(40).collect();
    let others: Vec<String> = others.into_iter().map(|number| format!("repere:e-{number}")).collect();
    println!("the most frequent entity has {} articles, the fortieth {}", top[0].articles, top[39].articles);
    let words = ["jeanne", "ker", "michel", "Éric mon", "kerker", "anne kermon", "du", "bra mon"];

    // The first question of a program that has just opened the base: nothing is in its own memory yet.
    Times::of(|number| drop(open().view(keys[number], 20).expect("read")), 20)
        .print("open, show a frequent one");
    Times::of(|number| drop(base.search(words[number % 8], None, 20).expect("read")), 16).print("search");
    Times::of(|number| drop(base.view(keys[number], 20).expect("read")), 40).print("show, frequent ones");
    Times::of(|number| drop(base.view(&others[number], 20).expect("read")), 40).print("show, others");
    Times::of(|number| drop(base.timeline(keys[number]).expect("read")), 40).print("timeline, frequent ones");
    Times::of(|number| drop(base.related(keys[number], 20).expect("read")), 40)
        .print("related, frequent ones");
    Times::of(|number| drop(base.related(&others[number], 20).expect("read")), 40).print("related, others");
    let person = |since, until| Filter { entity_type: Some(EntityType::Person), since, until, min: 2 };
    Times::of(|_| drop(base.list(&person(None, None), 20).expect("read")), 10).print("list");
    let month = |number: usize| Some(200_001 + (number as i64 % 12));
    Times::of(|number| drop(base.list(&person(month(number), month(number)), 20).expect("read")), 12)
        .print("list, of a month");
    Times::of(|_| drop(base.list(&person(Some(200_101), Some(200_212)), 20).expect("read")), 10)
        .print("list, of two years");
    let pair = |one: &str, other: &str| {
        base.articles(&[one.to_owned(), other.to_owned()], None, None, 20).expect("read").len()
    };
    Times::of(|number| _ = pair(keys[number], keys[39 - number]), 20)
        .print("articles with two frequent ones");
    Times::of(|number| _ = pair(keys[number], &others[number]), 40)
        .print("articles with a frequent and another");
    Times::of(|number| _ = pair(&others[number], &others[39 - number]), 20).print("articles with two others");
    Times::of(|_| drop(base.ambiguous(None, 20).expect("read")), 10).print("ambiguous");
    Times::of(|_| drop(base.ambiguous(Some(EntityType::Place), 20).expect("read")), 10)
        .print("ambiguous places");
    Times::of(|_| _ = base.stats().expect("read"), 10).print("stats");
}
