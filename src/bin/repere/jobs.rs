//! Work on a stream of inputs, shared among threads, with the order of the results kept.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many inputs may wait for each thread: few, since each may be a long article.
const WAITING: usize = 4;

/// Hands the inputs that `read` sends to `work`, done by so many threads, and its results to `take`, in the order of the inputs,
/// until that breaks off.
///
/// At most a few inputs a thread are in memory at a time, however long the stream is.
pub fn in_order<I: Send, R: Send>(
    jobs: NonZero<usize>,
    read: impl FnOnce(&mut dyn FnMut(I) -> ControlFlow<()>) + Send,
    work: impl Fn(I) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    if jobs.get() == 1 {
        return read(&mut |input| take(work(input)));
    }
    let room = jobs.get() * WAITING;
    // The results come in the order in which their places are queued.
    let (queue, places) = sync_channel::<Receiver<R>>(room);
    let (inputs, waiting) = sync_channel::<(I, SyncSender<R>)>(room);
    let waiting = Mutex::new(waiting);
    let next = || waiting.lock().expect("taking an input does not panic").recv();
    let worker = || {
        while let Ok((input, place)) = next() {
            // Where nobody takes the result any more, the reader ends too.
            let _ = place.send(work(input));
        }
    };
    thread::scope(|scope| {
        (0..jobs.get()).for_each(|_| drop(scope.spawn(worker)));
        scope.spawn(move || {
            read(&mut |input| {
                let (place, result) = sync_channel(1);
                let sent = queue.send(result).is_ok() && inputs.send((input, place)).is_ok();
                if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        });
        for place in places {
            let result = place.recv().expect("a worker that panics ends the program when the scope ends");
            if take(result).is_break() {
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubled(jobs: usize, count: u32, behind: u32) -> Vec<u32> {
        let mut taken = Vec::new();
        in_order(
            NonZero::new(jobs).expect("some threads"),
            |send| _ = (0..count).try_for_each(send),
            |number| {
                // The first ones take longest.
                thread::sleep(std::time::Duration::from_micros(u64::from(200 - number.min(200))));
                number * 2
            },
            |number| {
                taken.push(number);
                if number / 2 == behind { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        taken
    }

    #[test]
    fn results_keep_the_order_of_the_inputs() {
        for jobs in [1, 2, 5] {
            assert_eq!(doubled(jobs, 300, 1000), (0..300).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn breaking_off_ends_the_reading() {
        for jobs in [1, 2, 5] {
            assert_eq!(doubled(jobs, u32::MAX, 20).len(), 21, "{jobs} jobs");
        }
    }
}
