//! Reading lines of code on a thread that nobody waits for when it does not come to an end: some grammars go round in
//! circles with some lines, and their parser cannot be stopped.

use super::lines::{State, Words, give_up, read_all};
use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a line may take, or twice that. The longest that are read take a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Threads that may go on for nothing, before no more code is read.
const MOST_LOST: usize = 4;

/// As much as other threads have.
const STACK: usize = 8 << 20;

static LOST: AtomicUsize = AtomicUsize::new(0);

/// How far a reader is.
#[derive(Default)]
pub(super) struct Progress {
    /// Lines it has learned.
    learned: AtomicUsize,
    /// The number of the state before the line it is at, and the line.
    at: Mutex<(usize, String)>,
}

impl Progress {
    /// A line is about to be learned.
    pub(super) fn begin(&self, state: usize, line: &str) {
        self.learned.fetch_add(1, Ordering::Relaxed);
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        at.0 = state;
        at.1.clear();
        at.1.push_str(line);
    }
}

struct Job {
    state: Arc<State>,
    text: String,
    progress: Arc<Progress>,
    answer: Sender<Vec<Words>>,
}

thread_local! {
    /// Who reads for this thread.
    static READER: RefCell<Option<Sender<Job>>> = const { RefCell::new(None) };
}

/// The words of each line of a text; fewer lines than the text has where the grammar does not come to an end with the next one.
pub(super) fn read(state: &Arc<State>, text: &str) -> Vec<Words> {
    if LOST.load(Ordering::Relaxed) >= MOST_LOST {
        return Vec::new();
    }
    let progress = Arc::<Progress>::default();
    let (answer, answered) = channel();
    let job = Job {
        state: Arc::clone(state),
        text: text.to_owned(),
        progress: Arc::clone(&progress),
        answer,
    };
    let refused = READER.with_borrow_mut(|reader| {
        if reader.is_none() {
            *reader = start();
        }
        match reader {
            Some(reader) => reader.send(job).err().map(|error| error.0),
            None => Some(job),
        }
    });
    if let Some(job) = refused {
        // no thread can be started
        return read_all(&job.state, &job.text, &job.progress);
    }
    let mut learned = 0;
    loop {
        match answered.recv_timeout(PATIENCE) {
            Ok(words) => return words,
            Err(RecvTimeoutError::Disconnected) => return Vec::new(),
            Err(RecvTimeoutError::Timeout) => {
                let now = progress.learned.load(Ordering::Relaxed);
                if now == learned {
                    break;
                }
                learned = now;
            }
        }
    }
    LOST.fetch_add(1, Ordering::Relaxed);
    READER.set(None);
    let (number, line) = &*progress.at.lock().unwrap_or_else(PoisonError::into_inner);
    give_up(*number, line);
    // all up to that line is known now
    read_all(state, text, &Progress::default())
}

fn start() -> Option<Sender<Job>> {
    let (jobs, wanted) = channel::<Job>();
    let work = move || {
        for job in wanted {
            let words = read_all(&job.state, &job.text, &job.progress);
            let _ = job.answer.send(words);
        }
    };
    let reader = thread::Builder::new().stack_size(STACK).spawn(work);
    reader.ok().map(|_| jobs)
}
