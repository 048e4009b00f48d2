//! Which blocks of a page are its article.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::block::{Block, is_block};
use super::meta::Headlines;
use super::noise::{has_word_near, is_article_body};
use super::tree::{ElementId, Page};
use super::words::{common_part, plain};
use crate::format::ZoneKind;

/// Letters from which a block is a paragraph of prose.
const PARAGRAPH: usize = 40;
/// Letters of a first paragraph in bold that make it a lead.
const BOLD_LEAD: usize = 40;
/// What part of the prose of an element one of its children must hold for the article to be looked for in that child alone.
const MOST: f32 = 0.6;
/// The same for a child that is an inline element.
const NEARLY_ALL: f32 = 0.95;

static LEAD_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [
        "abstract",
        "accroche",
        "chapeau",
        "chapo",
        "dek",
        "desc",
        "description",
        "excerpt",
        "hat",
        "intro",
        "introduction",
        "lead",
        "lede",
        "sous-titre",
        "standfirst",
        "subtitle",
        "summary",
    ];
    AhoCorasick::new(words.map(|word| format!("-{word}-"))).expect("some words are few")
});

/// What paragraphs begin with that lead elsewhere; accents and capitals do not count.
const ELSEWHERE: &[&str] = &[
    "a lire",
    "a voir",
    "article reserve",
    "lire aussi",
    "lire egalement",
    "lire la suite",
    "lire notre",
    "sur le meme",
    "voir aussi",
    "voir egalement",
];

/// Lines that are no text of an article.
const LINES: &[&str] = &[
    "commenter",
    "imprimer",
    "la suite apres cette publicite",
    "partager",
    "publicite",
    "reagir",
    "s'abonner",
];

/// A page and its blocks, noise left out.
pub struct Blocks<'a> {
    /// The page.
    pub page: &'a Page,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Their texts.
    pub texts: Vec<String>,
}

impl Blocks<'_> {
    /// The blocks of the article with what they are, in the order of the page.
    pub fn article(&self, headlines: &Headlines) -> Vec<(usize, ZoneKind)> {
        let title = self.title(headlines);
        let container = self.container();
        let is_body = |at: usize| {
            Some(at) != title
                && self.page.is_inside(self.blocks[at].element, container)
                && !self.is_no_text(at)
        };
        let body: Vec<usize> = (0..self.blocks.len()).filter(|at| is_body(*at)).collect();
        let body = self.without_bare_headings(&body);
        let lead = self.lead(title, &body);
        let mut chosen: Vec<_> = body.iter().map(|at| (*at, ZoneKind::Body)).collect();
        chosen.retain(|(at, _)| !lead.contains(at));
        chosen.extend(lead.iter().map(|at| (*at, ZoneKind::Lead)));
        chosen.extend(title.map(|at| (at, ZoneKind::Title)));
        chosen.sort_by_key(|(at, _)| *at);
        chosen
    }

    fn name(&self, at: usize) -> &str {
        &self.page.elements[self.blocks[at].element].name
    }

    /// The rank of a heading.
    fn rank(&self, at: usize) -> Option<u32> {
        let rank = self.name(at).strip_prefix('h')?;
        rank.parse().ok().filter(|_| rank.len() == 1)
    }

    fn is_prose(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        self.rank(at).is_none() && block.letters >= PARAGRAPH && block.linked * 2 < block.letters
    }

    /// The heading that is the headline: the one most like what the page says its title is, of the first rank rather than the
    /// second; where it says none, the first of the first rank.
    fn title(&self, headlines: &Headlines) -> Option<usize> {
        let of_rank = |rank| (0..self.blocks.len()).filter(move |at| self.rank(*at) == Some(rank));
        let likeness =
            |at: usize| headlines.all().map(|title| common_part(title, &self.texts[at])).fold(0.0, f32::max);
        let most_like = |rank| {
            let headings =
                of_rank(rank).map(|at| (at, likeness(at))).filter(|(_, likeness)| *likeness >= 0.5);
            headings.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(at, _)| at)
        };
        most_like(1).or_else(|| most_like(2)).or_else(|| of_rank(1).find(|at| self.blocks[*at].linked == 0))
    }

    /// The innermost element that holds the prose of the article.
    ///
    /// It is looked for within what the page marks as the article: `articleBody`, `main`, the `article` with most prose. From there it goes
    /// down as long as one child holds most of the prose.
    fn container(&self) -> ElementId {
        let prose = self.prose();
        let most = |is_wanted: &dyn Fn(ElementId) -> bool| {
            let wanted = self.page.order.iter().copied().filter(|id| prose[*id] > 0 && is_wanted(*id));
            // The first of equals: the outermost.
            wanted.reduce(|best, next| if prose[next] > prose[best] { next } else { best })
        };
        if let Some(body) = most(&|id| is_article_body(&self.page.elements[id])) {
            return body;
        }
        let named = |name: &'static str| move |id: ElementId| &*self.page.elements[id].name == name;
        let main = most(&named("main")).unwrap_or(0);
        let article = most(&|id| named("article")(id) && self.page.is_inside(id, main));
        let mut container = article.filter(|article| prose[*article] * 2 >= prose[main]).unwrap_or(main);
        let mut children: Vec<Vec<ElementId>> = vec![Vec::new(); self.page.elements.len()];
        for &id in self.page.order.iter().filter(|id| prose[**id] > 0) {
            if let Some(parent) = self.page.elements[id].parent {
                children[parent].push(id);
            }
        }
        while let Some(&child) = children[container].iter().max_by_key(|id| prose[**id])
            && prose[child] as f32 >= self.enough(child) * prose[container] as f32
            && !self.is_block_of_its_own(child)
            && !self.has_twin(child, &children[container], &prose)
        {
            container = child;
        }
        container
    }

    /// What part of the prose an element must hold for the article to be looked for in it alone: an inline element around blocks (`<font>`)
    /// is often closed too early.
    fn enough(&self, id: ElementId) -> f32 {
        if is_block(&self.page.elements[id].name) { MOST } else { NEARLY_ALL }
    }

    /// Whether an element has a sibling with prose of the same name and class: two parts of one article, with something between them.
    fn has_twin(&self, id: ElementId, siblings: &[ElementId], prose: &[usize]) -> bool {
        let element = &self.page.elements[id];
        let class = element.attribute("class").filter(|class| !class.is_empty());
        siblings.iter().any(|&other| {
            let sibling = &self.page.elements[other];
            let weighs = class.is_some() || &*element.name != "td" && prose[other] * 4 >= prose[id];
            other != id && sibling.name == element.name && sibling.attribute("class") == class && weighs
        })
    }

    /// Whether an element is a paragraph: where one holds most of the prose, the article is what it stands in.
    fn is_block_of_its_own(&self, id: ElementId) -> bool {
        matches!(&*self.page.elements[id].name, "p" | "blockquote" | "pre" | "li" | "ul" | "ol")
    }

    /// The letters of prose in each element.
    fn prose(&self) -> Vec<usize> {
        let mut prose = vec![0; self.page.elements.len()];
        for at in (0..self.blocks.len()).filter(|at| self.is_prose(*at)) {
            prose[self.blocks[at].element] += self.blocks[at].letters;
        }
        for &id in self.page.order.iter().rev() {
            if let Some(parent) = self.page.elements[id].parent {
                prose[parent] += prose[id];
            }
        }
        prose
    }

    /// Whether a block is no text: a number alone, links alone, a line that sends the reader to another article.
    fn is_no_text(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let text = plain(&self.texts[at]);
        let is_cell = matches!(self.name(at), "td" | "th" | "li" | "dd" | "pre");
        if !is_cell && !text.contains(char::is_alphabetic) {
            // The hour above an entry of a live blog, a number of shares.
            return true;
        }
        let is_linked = block.linked * 10 >= block.letters * 6;
        let sends =
            || ELSEWHERE.iter().any(|start| text.starts_with(start)) && block.linked * 4 >= block.letters;
        LINES.contains(&&*text) || is_linked || sends()
    }

    /// The blocks without headings that no text stands under.
    fn without_bare_headings(&self, body: &[usize]) -> Vec<usize> {
        let mut kept = Vec::new();
        // The lowest rank that a heading before the block last looked at may have.
        let mut above = 0;
        for &at in body.iter().rev() {
            match self.rank(at) {
                Some(rank) if rank > above => {}
                Some(rank) => {
                    kept.push(at);
                    above = rank - 1;
                }
                None => {
                    kept.push(at);
                    above = u32::MAX;
                }
            }
        }
        kept.reverse();
        kept
    }

    /// The blocks of the lead: those between headline and body that are named so; else the first of the body, where it is all bold; else
    /// a long heading of the second rank right behind the headline.
    fn lead(&self, title: Option<usize>, body: &[usize]) -> Vec<usize> {
        let start = title.map_or(0, |title| title + 1);
        let named = |at: &usize| {
            has_word_near(self.page, self.blocks[*at].element, &LEAD_WORDS) && !self.is_no_text(*at)
        };
        let is_plain_body = |at: &&usize| **at >= start && self.is_prose(**at) && !named(at);
        let end = body.iter().find(is_plain_body).map_or(self.blocks.len(), |at| at + 1);
        let lead: Vec<usize> = self.range(start, end).filter(named).collect();
        if !lead.is_empty() {
            return lead;
        }
        let first = body.iter().copied().find(|at| *at >= start && self.is_prose(*at));
        let is_bold = |at: &usize| {
            let block = &self.blocks[*at];
            block.letters >= BOLD_LEAD && block.bold * 20 >= block.letters * 19
        };
        let is_subtitle = |at: &usize| self.rank(*at) == Some(2) && self.blocks[*at].letters >= BOLD_LEAD;
        first
            .filter(is_bold)
            .or_else(|| title.map(|_| start).filter(|at| *at < end).filter(is_subtitle))
            .into_iter()
            .collect()
    }

    fn range(&self, start: usize, end: usize) -> Range<usize> {
        start.min(end)..end
    }
}
