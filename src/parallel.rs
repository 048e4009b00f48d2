//! Sharing work among the processors.

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

/// What `work` makes of each item, in the order of the items, whatever the order in which they were done.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let waiting = Mutex::new(items.iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let next = || waiting.lock().expect("taking an item does not panic").next();
    let worker = || {
        while let Some((number, item)) = next() {
            let result = work(item);
            done.lock().expect("adding a result does not panic").push((number, result));
        }
    };
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
        (0..workers).for_each(|_| drop(scope.spawn(worker)));
    });
    let mut results = done.into_inner().expect("adding a result does not panic");
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<u32> = (0..100).collect();
        assert_eq!(super::map(&items, |item| item * 2), (0..200).step_by(2).collect::<Vec<u32>>());
        assert!(super::map(&[0_u32; 0], |item| item * 2).is_empty());
    }
}
