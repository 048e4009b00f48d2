//! `repere kb add`: tags articles and puts what they name into a base.

use std::io::{self, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use repere::Tagger;
use repere::format::{Article, ReadError};
use repere::knowledge::{Addition, Base, BaseError, Delta, DocumentFacts, Stored, digest};

use super::KbFile;
use crate::args::{Jobs, Published, UserDictionaries, exit_codes};
use crate::articles::{From, tell_notes, walked};
use crate::jobs;
use crate::outcome::{Outcome, complain};

/// Tags articles and adds what they name to a base, which is made where there is none.
///
/// An article that is there already, by its id or its text, changes nothing; one whose text has changed takes the place of the older text.
/// Articles are stored some at a time, all of these or none: where the program ends early, run it again.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!(), after_long_help = concat!("Examples:
  repere kb add --kb newsroom.kb archive/ --jobs 4
  repere kb add --kb newsroom.kb --dry-run today.jsonl
      what would change

", exit_codes!()))]
pub struct AddArgs {
    #[command(flatten)]
    kb: KbFile,
    /// Files of articles, or folders of them, which are walked; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    from: From,
    #[command(flatten)]
    published: Published,
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    jobs: Jobs,
    /// How many articles are stored together
    #[arg(long, value_name = "N", default_value_t = BATCH)]
    batch: NonZero<usize>,
    #[command(flatten)]
    dictionaries: UserDictionaries,
}

/// So many articles are stored together where nothing else is said: few enough for the memory, enough for the costs of a batch to be shared.
const BATCH: NonZero<usize> = NonZero::new(5000).expect("it is not zero");

/// A batch ends where no article comes for so long.
const PAUSE: Duration = Duration::from_secs(2);
/// It takes no more articles after this time.
const LONGEST: Duration = Duration::from_secs(20);

/// An article on its way into the base.
enum Ready {
    Tagged(Box<DocumentFacts>),
    /// The base has its text: it was not tagged.
    Met(Box<Article>),
}

impl AddArgs {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        let tagger = match self.dictionaries.swift_tagger() {
            Ok(tagger) => tagger,
            Err(errors) => return Outcome::problems(&errors).print(),
        };
        let mut failures = 0;
        match self.add(&tagger, &mut failures) {
            Ok(delta) => {
                let _ = io::stdout().write_all(told(&delta).as_bytes());
            }
            Err(error) => {
                failures += 1;
                complain(&error.to_string());
            }
        }
        if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn add(&self, tagger: &Tagger, failures: &mut usize) -> Result<Delta, BaseError> {
        // What a dry run would make is made in memory.
        let in_memory = PathBuf::from(":memory:");
        let file = if self.dry_run && !self.kb.file.exists() { &in_memory } else { &self.kb.file };
        let mut base = Base::open(file)?;
        // Into an empty base articles come for the first time: none is looked up before it is tagged.
        let reader = if base.stats()?.articles > 0 { Base::read(file).ok().map(Mutex::new) } else { None };
        let files = walked(&self.files, |problem| {
            *failures += 1;
            complain(&problem);
        });
        if self.dry_run {
            // One transaction, which is never committed.
            let mut addition = base.begin()?;
            let mut stored = Ok(());
            self.feed(&files, tagger, reader.as_ref(), failures, |ready| {
                stored = store(&mut addition, ready, tagger);
                if stored.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            return stored.and_then(|()| addition.delta());
        }
        // Articles are stored while the next ones are tagged; so many may wait.
        let (send, tagged) = sync_channel(self.batch.min(BATCH).get());
        thread::scope(|scope| {
            let writer = scope.spawn(|| self.write(&mut base, tagged, tagger));
            self.feed(&files, tagger, reader.as_ref(), failures, |ready| {
                // Where the writer has ended, it tells why.
                if send.send(ready).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            drop(send);
            writer.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    /// Stores articles, a batch in one transaction, until no more come.
    fn write(&self, base: &mut Base, tagged: Receiver<Ready>, tagger: &Tagger) -> Result<Delta, BaseError> {
        let mut whole = Delta::default();
        while let Ok(first) = tagged.recv() {
            let start = Instant::now();
            let mut addition = base.begin()?;
            store(&mut addition, first, tagger)?;
            let mut left = self.batch.get() - 1;
            // Other programs that write are waiting: they do not wait for a slow source.
            while left > 0 && start.elapsed() < LONGEST {
                let Ok(next) = tagged.recv_timeout(PAUSE) else { break };
                store(&mut addition, next, tagger)?;
                left -= 1;
            }
            whole += addition.commit()?;
        }
        Ok(whole)
    }

    /// Hands all articles to `take`, tagged, in their order, until that breaks off.
    fn feed(
        &self,
        files: &[PathBuf],
        tagger: &Tagger,
        reader: Option<&Mutex<Base>>,
        failures: &mut usize,
        mut take: impl FnMut(Ready) -> ControlFlow<()>,
    ) {
        jobs::in_order(
            self.jobs.count(),
            |send| {
                let mut files = files.iter();
                let _ = files.try_for_each(|file| self.from.open(file).try_for_each(&mut *send));
            },
            |article| self.ready(tagger, reader, article),
            |ready| match ready {
                Ok(ready) => take(ready),
                Err(error) => {
                    *failures += 1;
                    complain(&error);
                    ControlFlow::Continue(())
                }
            },
        );
    }

    /// Tags an article, unless its text is in the base.
    fn ready(
        &self,
        tagger: &Tagger,
        reader: Option<&Mutex<Base>>,
        article: Result<Article, ReadError>,
    ) -> Result<Ready, String> {
        let mut article = article.map_err(|error| error.to_string())?;
        tell_notes(&article);
        article.published = article.published.or(self.published.date);
        let is_met = reader.is_some_and(|base| {
            let base = base.lock().unwrap_or_else(PoisonError::into_inner);
            base.holds(&digest(&article)).unwrap_or(false)
        });
        if is_met {
            return Ok(Ready::Met(Box::new(article)));
        }
        let facts = facts(tagger, &article);
        match tagger.lexicon().damage() {
            Some(damage) => Err(damage.to_string()),
            None => Ok(Ready::Tagged(Box::new(facts))),
        }
    }
}

fn facts(tagger: &Tagger, article: &Article) -> DocumentFacts {
    DocumentFacts::new(article, &tagger.tag(&article.text, article.published), tagger)
}

fn store(addition: &mut Addition, ready: Ready, tagger: &Tagger) -> Result<(), BaseError> {
    let article = match ready {
        Ready::Tagged(facts) => return addition.store(*facts).map(drop),
        Ready::Met(article) => article,
    };
    match addition.presence(&article.id.to_string(), &digest(&article))? {
        presence @ (Stored::Known | Stored::Duplicate(_)) => addition.pass_over(&presence),
        // It was met when its turn to be tagged came, and has gone since, or it is an older text of another's.
        Stored::New | Stored::Replaced => _ = addition.store(facts(tagger, &article))?,
    }
    Ok(())
}

/// A change of the base, for people.
pub fn told(delta: &Delta) -> String {
    format!(
        "articles: {} new, {} replaced, {} known, {} known under another id\n\
         mentions: {} added, {} removed, {} moved to another entity\n\
         entities: {} added, {} gone\n",
        delta.new,
        delta.replaced,
        delta.known,
        delta.duplicates,
        delta.mentions_added,
        delta.mentions_removed,
        delta.moved,
        delta.entities_added,
        delta.entities_removed,
    )
}
