//! Web pages: the text of the article, without what stands around it, and where it stands in the page.
//!
//! A page is read as browsers read it (`parse`, `tree`). What is *noise* is left out: what is not shown, what stands in elements, roles and
//! classes made for something else (`noise`). What is left is cut into blocks (`block`). Of these are chosen (`choice`):
//!
//! - as *title* the heading most like the title that the page gives itself; where there is none, that title, which then has no place in the page;
//! - as *lead* what stands between title and body in an element named so (`chapo`, `standfirst`), or a first paragraph in bold;
//! - as *body* all blocks of the innermost element that holds most of the prose, but for those made of links, those that send elsewhere («Lire
//!   aussi») and headings with nothing under them.
//!
//! Where the body is shorter than 250 letters, it is tried again without regard to classes, and the longer one counts. There are ported
//! readability libraries; those that are kept bring code under the MPL, copy the page many times over, and rebuild it so that places are lost.

mod block;
mod choice;
mod meta;
mod noise;
mod parse;
mod reference;
mod tree;
mod words;
mod writing;

use super::language;
pub(super) use block::is_block;
use block::{Place, blocks, places};
use choice::Blocks;
use meta::Headlines;
use tree::Page;
use writing::TextWriter;

use crate::Span;
use crate::format::{Article, ArticleId, HtmlSource, PageEncoding, Source, SourceMap, Zone, ZoneKind};

/// Letters of a body that make one doubt whether it is all.
const SHORT: usize = 250;

/// The article of a page, which messages call `name`.
///
/// Inline elements do not part words, `<br>` ends a line, blocks stand between blank lines, white space is collapsed. No-break spaces and soft
/// hyphens are kept. The title, lead and body are [zones](Article::zones), the [source](Article::source) leads each byte back to the page.
///
/// ```
/// use repere::format::{Source, ZoneKind, input::html};
/// let page = "<html lang=fr><nav>Accueil</nav><h1>Une visite</h1><p>Il l&rsquo;a dit : <b>L</b>avrov viendra,\n lundi ou mardi, à Mossoul.</p>";
/// let article = html::article("page.html", page.to_owned()).unwrap();
/// assert_eq!(article.text, "Une visite\n\nIl l’a dit : Lavrov viendra, lundi ou mardi, à Mossoul.");
/// assert_eq!(article.zones[0].kind, ZoneKind::Title);
///
/// let Source::Html(source) = &article.source else { unreachable!() };
/// let place = article.zones[0].span;
/// assert_eq!(source.map.sources(place).map(|range| &page[range]).collect::<Vec<_>>(), ["Une visite"]);
/// ```
///
/// # Errors
///
/// Where the page holds no text, or is nested deeper than browsers go.
pub fn article(name: &str, html: String) -> Result<Article, String> {
    let page = parse::parse(&html).map_err(|error| error.to_string())?;
    let places = places(&page);
    let headlines = Headlines::of(&page, &html);
    let strict = Reading::new(&page, &html, &places, &headlines, true);
    let reading = if strict.letters() >= SHORT {
        strict
    } else {
        let lax = Reading::new(&page, &html, &places, &headlines, false);
        if lax.letters() > strict.letters() * 2 { lax } else { strict }
    };
    if reading.letters() == 0 {
        return Err("no text of an article was found in the page".to_owned());
    }
    let published = meta::published(&page, &html, reading.title());
    let said = meta::language(&page);
    let other = said.filter(|said| !language::may_be_french(said));
    let notes = other.map(|said| format!("the page says that its language is {said}, not French"));
    let (notes, language) = (notes.into_iter().collect(), said.and_then(language::tag));
    let Written { text, map, zones } = reading.write(&headlines);
    Ok(Article {
        published,
        language,
        zones,
        notes,
        source: Source::Html(HtmlSource { html, map, encoding: PageEncoding::default() }),
        ..Article::new(ArticleId::Name(name.to_owned()), text)
    })
}

/// A way to read a page.
struct Reading<'a> {
    html: &'a str,
    places: &'a [Place],
    noise: Vec<bool>,
    blocks: Blocks<'a>,
    /// The blocks of the article.
    chosen: Vec<(usize, ZoneKind)>,
}

struct Written {
    text: String,
    map: SourceMap,
    zones: Vec<Zone>,
}

impl<'a> Reading<'a> {
    fn new(
        page: &'a Page,
        html: &'a str,
        places: &'a [Place],
        headlines: &Headlines,
        by_class: bool,
    ) -> Self {
        let noise = noise::noise(page, by_class);
        let blocks = blocks(page, places, &noise, html);
        let text = |block| {
            let mut writer = TextWriter::new(page, html, places, &noise);
            writer.block(block, false);
            writer.finish().0
        };
        let texts = blocks.iter().map(text).collect();
        let blocks = Blocks { page, blocks, texts };
        let chosen = blocks.article(headlines);
        Reading { html, places, noise, blocks, chosen }
    }

    /// The letters of the article but for its title.
    fn letters(&self) -> usize {
        let parts = self.chosen.iter().filter(|(_, kind)| *kind != ZoneKind::Title);
        parts.map(|(at, _)| self.blocks.blocks[*at].letters).sum()
    }

    /// The element of the headline.
    fn title(&self) -> Option<tree::ElementId> {
        let title = self.chosen.iter().find(|(_, kind)| *kind == ZoneKind::Title);
        title.map(|(at, _)| self.blocks.blocks[*at].element)
    }

    fn write(&self, headlines: &Headlines) -> Written {
        let mut writer = TextWriter::new(self.blocks.page, self.html, self.places, &self.noise);
        let mut zones = Vec::new();
        if self.title().is_none()
            && let Some(title) = headlines.all().next()
        {
            zones.push(Zone { kind: ZoneKind::Title, span: writer.foreign(title) });
        }
        let mut before = None;
        for &(at, kind) in &self.chosen {
            let block = &self.blocks.blocks[at];
            let is_close = before.is_some_and(|before| self.are_close(before, at));
            let span = writer.block(block, is_close);
            before = Some(at);
            put(&mut zones, Zone { kind, span });
        }
        let (text, map) = writer.finish();
        Written { text, map, zones }
    }

    /// Whether two blocks are items of one list or cells of one row.
    fn are_close(&self, before: usize, at: usize) -> bool {
        let element = |at: usize| &self.blocks.page.elements[self.blocks.blocks[at].element];
        let (before, element) = (element(before), element(at));
        before.parent == element.parent && matches!(&*element.name, "li" | "td" | "th" | "dt" | "dd")
    }
}

/// Puts a zone behind the others, joined to the last one where both are the same.
fn put(zones: &mut Vec<Zone>, zone: Zone) {
    match zones.last_mut() {
        Some(last) if last.kind == zone.kind => last.span = Span::new(last.span.start(), zone.span.end()),
        _ => zones.push(zone),
    }
}
