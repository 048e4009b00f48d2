//! Changing dictionaries in a running program.

use std::sync::{Arc, PoisonError, RwLock};

use crate::Tagger;

/// The tagger in use, which may be replaced by another between two articles, without stopping.
///
/// Share it among the threads of a server. Each takes [`current`](TaggerHandle::current) once an article: that
/// article is tagged with one set of dictionaries from beginning to end, the next with those in use then. A tagger that
/// was replaced lives until the last article that it tags is done. Taking it costs no more than counting a reference; the lock
/// is never held while a tagger is built or used.
///
/// ```
/// use std::sync::Arc;
/// use repere::dictionary::{compile::compile_pack, load::load};
/// use repere::{Tagger, TaggerHandle};
///
/// let handle = TaggerHandle::new(Tagger::new([]));
/// let before = handle.current();
///
/// // Meanwhile, in another thread: the newsroom has added a name.
/// let yaml = "kind: entities\nsource: us\nlicence: CC0-1.0\ntype: ORG\nentries:\n- {id: zorbol, name: Zorbol}\n";
/// let pack = compile_pack(&[load("ours.yml", yaml).unwrap()]).unwrap();
/// handle.replace(Tagger::new([Arc::new(pack)]));
///
/// let text = "Le groupe s'appelle Zorbol.";
/// assert!(before.tag(text, None).entities.iter().all(|entity| entity.entry.is_none()));
/// assert!(handle.current().tag(text, None).entities.iter().any(|entity| entity.entry.is_some()));
/// ```
pub struct TaggerHandle {
    current: RwLock<Arc<Tagger>>,
}

impl TaggerHandle {
    /// A handle on a tagger.
    pub fn new(tagger: Tagger) -> TaggerHandle {
        TaggerHandle { current: RwLock::new(Arc::new(tagger)) }
    }

    /// The tagger in use: to be kept for one article.
    pub fn current(&self) -> Arc<Tagger> {
        // The lock guards one assignment, which leaves nothing half done.
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another tagger in use; gives back the one that was.
    pub fn replace(&self, tagger: Tagger) -> Arc<Tagger> {
        let next = Arc::new(tagger);
        std::mem::replace(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), next)
    }
}
