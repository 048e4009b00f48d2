//! The tree of a page, and what stands in it in the order of the page.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

use super::reference::Piece;

/// Elements inside one another: as deep as browsers go.
const DEEPEST: usize = 512;
/// Elements of a page.
const MOST_ELEMENTS: usize = 1_000_000;

/// Why a page is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// It is nested too deep.
    Deep,
    /// It has too many elements.
    Many,
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TooLarge::Deep => write!(formatter, "the page has elements nested more than {DEEPEST} deep"),
            TooLarge::Many => write!(formatter, "the page has more than {MOST_ELEMENTS} elements"),
        }
    }
}

/// Characters of an attribute's value that are read: classes are looked at once for each block in them.
const LONGEST_VALUE: usize = 1000;

/// The number of an element; 0 is the document.
pub type ElementId = usize;

/// A page that was read.
#[derive(Debug)]
pub struct Page {
    /// The elements. The first one stands for the document.
    pub elements: Vec<Element>,
    /// What stands in the page, in its order.
    pub items: Vec<Item>,
    /// The elements, each behind its parent.
    pub order: Vec<ElementId>,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Its name; that of an element of SVG or MathML has a colon before it.
    pub name: Box<str>,
    /// The element that it stands in.
    pub parent: Option<ElementId>,
    attributes: Vec<(Box<str>, Box<str>)>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| &*attribute.0 == name).map(|attribute| &*attribute.1)
    }
}

/// Something in a page.
#[derive(Debug)]
pub enum Item {
    /// An element begins.
    Start(ElementId),
    /// Text that is more than white space, in its element.
    Text(ElementId, Vec<Piece>),
    /// White space.
    Space(Vec<Piece>),
}

impl Page {
    /// An element and those that it stands in, the innermost first.
    pub fn ancestry(&self, element: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        std::iter::successors(Some(element), |element| self.elements[*element].parent)
    }

    /// Whether an element is another, or stands in it.
    pub fn is_inside(&self, element: ElementId, outer: ElementId) -> bool {
        self.ancestry(element).any(|element| element == outer)
    }

    /// The texts of the elements that are wanted, as they are written.
    pub fn texts(&self, html: &str, is_wanted: impl Fn(&Element) -> bool) -> Vec<(ElementId, String)> {
        let mut texts: Vec<(ElementId, String)> = Vec::new();
        let mut before = None;
        for item in &self.items {
            match item {
                Item::Text(element, _) if !is_wanted(&self.elements[*element]) => before = None,
                Item::Text(element, pieces) => {
                    if before != Some(*element) {
                        texts.push((*element, String::new()));
                    }
                    before = Some(*element);
                    let text = &mut texts.last_mut().expect("one was put there").1;
                    text.extend(pieces.iter().map(|piece| piece.of(html)));
                }
                Item::Start(_) | Item::Space(_) => {}
            }
        }
        texts
    }
}

/// What html5ever calls an element by.
#[derive(Clone, Debug)]
pub struct Node {
    id: ElementId,
    name: Rc<QualName>,
    is_integration_point: bool,
}

/// Writes down what html5ever makes of the tokens.
#[derive(Debug)]
pub struct TreeRecorder {
    state: RefCell<State>,
    document: Node,
}

#[derive(Debug, Default)]
struct State {
    nodes: Vec<Recorded>,
    items: Vec<Recording>,
    too_large: Option<TooLarge>,
}

#[derive(Debug)]
struct Recorded {
    element: Element,
    depth: usize,
    /// Some of them may have left since.
    children: Vec<Child>,
}

#[derive(Clone, Copy, Debug)]
enum Child {
    Element(ElementId),
    /// An item.
    Text(usize),
}

#[derive(Debug)]
enum Recording {
    Start(ElementId),
    /// Text, with its element once that is known: the tree drops text that it has no place for.
    Text(Option<ElementId>, Vec<Piece>),
    Space(Vec<Piece>),
}

/// What is read of an element.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
    "id",
    "itemprop",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "style",
    "type",
];

impl Default for TreeRecorder {
    fn default() -> Self {
        let name = QualName::new(None, ns!(), local_name!(""));
        let document = Node { id: 0, name: Rc::new(name), is_integration_point: false };
        let element = Element { name: "".into(), parent: None, attributes: Vec::new() };
        let nodes = vec![Recorded { element, depth: 0, children: Vec::new() }];
        TreeRecorder { state: RefCell::new(State { nodes, ..State::default() }), document }
    }
}

impl TreeRecorder {
    /// Writes down text that comes next; its number, where the tree has to find an element for it.
    pub fn text(&self, pieces: Vec<Piece>, is_space: bool) -> Option<usize> {
        let mut state = self.state.borrow_mut();
        state.items.push(if is_space { Recording::Space(pieces) } else { Recording::Text(None, pieces) });
        (!is_space).then(|| state.items.len() - 1)
    }

    /// Whether the page is one that is not read.
    pub fn is_too_large(&self) -> bool {
        self.state.borrow().too_large.is_some()
    }

    /// The page, once all tokens were handed on.
    pub fn page(&self) -> Result<Page, TooLarge> {
        let State { nodes, items, too_large } = self.state.take();
        if let Some(too_large) = too_large {
            return Err(too_large);
        }
        let order = order(&nodes);
        let mut is_there = vec![false; nodes.len()];
        order.iter().for_each(|element| is_there[*element] = true);
        let items = items.into_iter().filter_map(|item| match item {
            Recording::Start(element) => Some(Item::Start(element)),
            // A frameset takes the place of a body that stood there before.
            Recording::Text(element, pieces) => {
                element.filter(|element| is_there[*element]).map(|element| Item::Text(element, pieces))
            }
            Recording::Space(pieces) => Some(Item::Space(pieces)),
        });
        let items = items.collect();
        Ok(Page { elements: nodes.into_iter().map(|node| node.element).collect(), items, order })
    }
}

fn order(nodes: &[Recorded]) -> Vec<ElementId> {
    let mut order = vec![0];
    let mut at = 0;
    while let Some(&parent) = order.get(at) {
        at += 1;
        for child in &nodes[parent].children {
            if let Child::Element(child) = *child
                && nodes[child].element.parent == Some(parent)
            {
                order.push(child);
            }
        }
    }
    order
}

impl State {
    fn append(&mut self, parent: ElementId, child: NodeOrText<Node>) {
        match child {
            NodeOrText::AppendNode(node) => self.adopt(parent, Child::Element(node.id)),
            NodeOrText::AppendText(numbers) => {
                for number in numbers.split(';').filter_map(|number| number.trim().parse().ok()) {
                    self.adopt(parent, Child::Text(number));
                }
            }
        }
    }

    fn adopt(&mut self, parent: ElementId, child: Child) {
        match child {
            Child::Element(child) => {
                let depth = self.nodes[parent].depth + 1;
                if depth > DEEPEST {
                    self.too_large = Some(TooLarge::Deep);
                }
                self.nodes[child].depth = depth;
                self.nodes[child].element.parent = Some(parent);
            }
            Child::Text(number) => {
                if let Recording::Text(element, _) = &mut self.items[number] {
                    *element = Some(parent);
                }
            }
        }
        self.nodes[parent].children.push(child);
    }

    fn is_child(&self, child: Child, parent: ElementId) -> bool {
        match child {
            Child::Element(child) => self.nodes[child].element.parent == Some(parent),
            Child::Text(number) => {
                matches!(self.items[number], Recording::Text(Some(element), _) if element == parent)
            }
        }
    }
}

fn element(name: &QualName, attributes: &[Attribute]) -> Element {
    let prefix = if name.ns == ns!(html) { "" } else { ":" };
    Element {
        name: format!("{prefix}{}", name.local).into(),
        parent: None,
        attributes: attributes.iter().filter_map(kept_attribute).collect(),
    }
}

fn kept_attribute(attribute: &Attribute) -> Option<(Box<str>, Box<str>)> {
    let name = &*attribute.name.local;
    let value = &*attribute.value;
    let end = value.char_indices().nth(LONGEST_VALUE).map_or(value.len(), |(at, _)| at);
    ATTRIBUTES.contains(&name).then(|| (name.into(), value[..end].into()))
}

impl TreeSink for TreeRecorder {
    type Handle = Node;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Node {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Node) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Node {
        let mut state = self.state.borrow_mut();
        let id = state.nodes.len();
        if id > MOST_ELEMENTS {
            state.too_large = Some(TooLarge::Many);
        }
        let recorded = Recorded { element: element(&name, &attributes), depth: 0, children: Vec::new() };
        state.nodes.push(recorded);
        state.items.push(Recording::Start(id));
        let is_integration_point = flags.mathml_annotation_xml_integration_point;
        Node { id, name: Rc::new(name), is_integration_point }
    }

    fn create_comment(&self, _: StrTendril) -> Node {
        // Comments are not handed on.
        self.get_document()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Node {
        self.get_document()
    }

    fn append(&self, parent: &Node, child: NodeOrText<Node>) {
        self.state.borrow_mut().append(parent.id, child);
    }

    fn append_based_on_parent_node(&self, element: &Node, previous: &Node, child: NodeOrText<Node>) {
        let mut state = self.state.borrow_mut();
        let parent = state.nodes[element.id].element.parent.unwrap_or(previous.id);
        state.append(parent, child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Node) -> Node {
        target.clone()
    }

    fn same_node(&self, one: &Node, other: &Node) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Node, child: NodeOrText<Node>) {
        let mut state = self.state.borrow_mut();
        if let Some(parent) = state.nodes[sibling.id].element.parent {
            state.append(parent, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Node, attributes: Vec<Attribute>) {
        let element = &mut self.state.borrow_mut().nodes[target.id].element;
        for (name, value) in attributes.iter().filter_map(kept_attribute) {
            if element.attribute(&name).is_none() {
                element.attributes.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &Node) {
        self.state.borrow_mut().nodes[target.id].element.parent = None;
    }

    fn reparent_children(&self, node: &Node, new_parent: &Node) {
        let mut state = self.state.borrow_mut();
        for child in std::mem::take(&mut state.nodes[node.id].children) {
            if state.is_child(child, node.id) {
                state.adopt(new_parent.id, child);
            }
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &Node) -> bool {
        node.is_integration_point
    }
}
