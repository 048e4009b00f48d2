//! Which occurrences of one name are one thing.
//!
//! The occurrences of a name form a *group*. What becomes of it depends on the group as a whole and on nothing else, so that the order in
//! which articles were added leaves no trace. In a group
//!
//! 1. occurrences with a function and its place in common (`maire de Trébourg`) are one thing: a *cluster*;
//! 2. of a rare name, such clusters are one where they have any company in common; of a common name, never;
//! 3. an occurrence with a function but no place, or with none, joins the one cluster that has its company. Where several have it,
//!    or none, it stays with those of its kind that have the same company, or alone.
//!
//! *Company* is what else the articles name: for a rare name one thing in common is enough; for a common name it must be one that
//! hardly any article names, or two. A rare name with at most one cluster is one thing whatever its company: nothing speaks against it.
//!
//! Occurrences that stay alone in a group of several are *unresolved*: the base lists them, and never guesses.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::facts::Feature;

/// An occurrence of a name, as far as identity looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// Functions and places.
    pub anchors: &'a [String],
    /// Company.
    pub features: &'a [Feature],
}

/// What joins members by company: one heavy feature, or a pair of light ones; of a rare name, any.
type Tie = (u64, u64);

/// Members of a group that are one thing, or those of which nobody knows what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Their places in the group, in order.
    pub members: Vec<usize>,
    /// What tells its key from those of the others.
    pub name: ClusterName,
}

/// What the key of a cluster is made of, beside the key of its claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClusterName {
    /// Nothing: it is all of the group. `key`
    Whole,
    /// The first of its functions with a place, which no other cluster has: `key:function-place`
    Anchor(String),
    /// The first of its documents: `key@document`
    Document,
    /// That it is unresolved: `key?`
    Unresolved,
}

impl ClusterName {
    /// The key of the cluster in the group whose claim is `key`; `first_document` finds the name of the first of its documents.
    pub fn key<E>(&self, key: &str, first_document: impl FnOnce() -> Result<String, E>) -> Result<String, E> {
        Ok(match self {
            ClusterName::Whole => key.to_owned(),
            ClusterName::Anchor(anchor) => format!("{key}:{anchor}"),
            ClusterName::Document => format!("{key}@{}", first_document()?),
            ClusterName::Unresolved => unresolved(key),
        })
    }
}

/// The clusters of a group.
pub fn resolve(is_rare: bool, members: &[Member]) -> Vec<Cluster> {
    if members.len() == 1 || is_rare && has_one_bearer(members) {
        return vec![Cluster { members: (0..members.len()).collect(), name: ClusterName::Whole }];
    }
    Grouping::new(is_rare, members).named()
}

/// Whether hardly any member has a function, so that nothing can speak against a rare name's being one thing.
fn has_one_bearer(members: &[Member]) -> bool {
    members.iter().filter(|member| member.standing() > Standing::Loose).nth(1).is_none()
}

/// The key of what is unresolved of a name.
pub fn unresolved(key: &str) -> String {
    format!("{key}?")
}

struct Grouping<'m> {
    members: &'m [Member<'m>],
    standings: Vec<Standing>,
    ties: Vec<Vec<Tie>>,
    /// A forest: members of one cluster have one root, the lowest of them.
    parents: Vec<usize>,
    is_rare: bool,
}

/// How firmly a member stands: with function and place, with a function alone, with nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Loose,
    Headed,
    Anchored,
}

impl<'m> Grouping<'m> {
    fn new(is_rare: bool, members: &'m [Member<'m>]) -> Grouping<'m> {
        let standings = members.iter().map(Member::standing).collect();
        let ties = members.iter().map(|member| ties(is_rare, member.features)).collect();
        let parents = (0..members.len()).collect();
        let mut grouping = Grouping { members, standings, ties, parents, is_rare };
        grouping.join_anchored();
        grouping.join_company(Standing::Headed);
        grouping.join_company(Standing::Loose);
        grouping.attach(Standing::Headed);
        grouping.attach(Standing::Loose);
        grouping.join_all_of_one_bearer();
        grouping
    }

    fn root(&self, mut member: usize) -> usize {
        while self.parents[member] != member {
            member = self.parents[member];
        }
        member
    }

    fn unite(&mut self, one: usize, other: usize) {
        let roots = (self.root(one), self.root(other));
        let root = roots.0.min(roots.1);
        for member in [one, other, roots.0, roots.1] {
            self.parents[member] = root;
        }
    }

    fn unite_by<K: Eq + std::hash::Hash>(&mut self, keys: impl Iterator<Item = (K, usize)>) {
        let mut first: FxHashMap<K, usize> = FxHashMap::default();
        for (key, member) in keys {
            let other = *first.entry(key).or_insert(member);
            if other != member {
                self.unite(other, member);
            }
        }
    }

    fn of_standing(&self, standing: Standing) -> Vec<usize> {
        (0..self.members.len()).filter(|&member| self.standings[member] == standing).collect()
    }

    /// Rules 1 and 2.
    fn join_anchored(&mut self) {
        let anchored = self.of_standing(Standing::Anchored);
        let members = self.members;
        let full = |&member: &usize| {
            let anchors = members[member].anchors.iter().filter(|anchor| is_full(anchor));
            anchors.map(move |anchor| (anchor.as_str(), member))
        };
        self.unite_by(anchored.iter().flat_map(full));
        if self.is_rare {
            let ties: Vec<(Tie, usize)> = self.ties_of(&anchored);
            self.unite_by(ties.into_iter());
        }
    }

    /// Rule 3, last part: those of one standing and the same function that share company.
    fn join_company(&mut self, standing: Standing) {
        let members = self.of_standing(standing);
        let ties = self.ties_of(&members);
        let list = self.members;
        if standing == Standing::Loose {
            // They have no functions.
            return self.unite_by(ties.into_iter());
        }
        let keys = ties
            .into_iter()
            .flat_map(|(tie, member)| list[member].heads().map(move |head| ((head, tie), member)));
        self.unite_by(keys);
    }

    fn ties_of(&self, members: &[usize]) -> Vec<(Tie, usize)> {
        members.iter().flat_map(|&member| self.ties[member].iter().map(move |&tie| (tie, member))).collect()
    }

    /// The clusters, by their roots. Each member hangs on its root after that.
    fn clusters(&mut self) -> BTreeMap<usize, Vec<usize>> {
        let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in 0..self.members.len() {
            // The parent stands before it, and hangs on its own root by now.
            let root = self.parents[self.parents[member]];
            self.parents[member] = root;
            clusters.entry(root).or_default().push(member);
        }
        clusters
    }

    fn standing_of(&self, cluster: &[usize]) -> Standing {
        cluster.iter().map(|&member| self.standings[member]).max().unwrap_or(Standing::Loose)
    }

    /// Rule 3: the clusters of a standing join the one firmer cluster that has their company.
    fn attach(&mut self, standing: Standing) {
        let clusters = self.clusters();
        let (own, firm): (Vec<_>, Vec<_>) = clusters
            .values()
            .filter(|cluster| self.standing_of(cluster) >= standing)
            .partition(|cluster| self.standing_of(cluster) == standing);
        if firm.is_empty() {
            return;
        }
        // The firm clusters of each tie: the first, and those behind it, which hardly any tie has.
        let mut owners: FxHashMap<Tie, (usize, Vec<usize>)> = FxHashMap::default();
        for cluster in &firm {
            for (tie, member) in self.ties_of(cluster) {
                let root = self.parents[member];
                let (first, others) = owners.entry(tie).or_insert((root, Vec::new()));
                // Clusters come one after the other.
                if others.last().unwrap_or(first) != &root {
                    others.push(root);
                }
            }
        }
        let mut joins: Vec<(usize, usize)> = Vec::new();
        for cluster in &own {
            let ties = self.ties_of(cluster);
            let owners = ties.iter().filter_map(|(tie, _)| owners.get(tie));
            let found: BTreeSet<usize> =
                owners.flat_map(|(first, others)| std::iter::once(first).chain(others)).copied().collect();
            let fits = |&root: &usize| {
                let heads: BTreeSet<&str> = self.heads_of(cluster);
                heads.is_empty() || !heads.is_disjoint(&self.heads_of(&clusters[&root]))
            };
            let mut fitting = found.into_iter().filter(fits);
            if let (Some(only), None) = (fitting.next(), fitting.next()) {
                joins.push((only, cluster[0]));
            }
        }
        joins.into_iter().for_each(|(one, other)| self.unite(one, other));
    }

    fn heads_of(&self, cluster: &[usize]) -> BTreeSet<&'m str> {
        let members = self.members;
        cluster.iter().flat_map(|&member| members[member].heads()).collect()
    }

    /// A rare name of which only one bearer is known.
    fn join_all_of_one_bearer(&mut self) {
        let clusters = self.clusters();
        let firm = clusters.values().filter(|cluster| self.standing_of(cluster) > Standing::Loose);
        if self.is_rare && firm.count() <= 1 {
            (1..self.members.len()).for_each(|member| self.unite(0, member));
        }
    }

    fn named(&mut self) -> Vec<Cluster> {
        let clusters: Vec<Vec<usize>> = self.clusters().into_values().collect();
        let is_whole = clusters.len() == 1;
        let mut named = Vec::new();
        let mut alone = Vec::new();
        for members in clusters {
            if is_whole {
                named.push(Cluster { members, name: ClusterName::Whole });
            } else if members.len() == 1 && self.standing_of(&members) < Standing::Anchored {
                alone.extend(members);
            } else {
                named.push(Cluster { name: self.name_of(&members), members });
            }
        }
        if !alone.is_empty() {
            named.push(Cluster { members: alone, name: ClusterName::Unresolved });
        }
        named
    }

    fn name_of(&self, cluster: &[usize]) -> ClusterName {
        let anchors = cluster.iter().flat_map(|&member| self.members[member].anchors);
        let first = anchors.filter(|anchor| is_full(anchor)).min();
        first.map_or(ClusterName::Document, |anchor| ClusterName::Anchor(anchor.replace('|', "-")))
    }
}

impl<'a> Member<'a> {
    fn standing(&self) -> Standing {
        if self.anchors.iter().any(|anchor| is_full(anchor)) {
            Standing::Anchored
        } else if self.anchors.is_empty() {
            Standing::Loose
        } else {
            Standing::Headed
        }
    }

    /// Its functions, without the places.
    fn heads(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.anchors.iter().filter_map(|anchor| Some(anchor.split_once('|')?.0))
    }
}

/// Whether a function has its place.
fn is_full(anchor: &str) -> bool {
    !anchor.ends_with('|')
}

fn ties(is_rare: bool, features: &[Feature]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (at, one) in features.iter().enumerate() {
        if is_rare || one.weight > 1 {
            ties.push((one.hash, 0));
        }
        if !is_rare {
            let others = features[at + 1..].iter();
            ties.extend(others.map(|other| (one.hash.min(other.hash), one.hash.max(other.hash))));
        }
    }
    ties
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    struct Own {
        document: String,
        anchors: Vec<String>,
        features: Vec<Feature>,
    }

    fn member(document: &str, anchors: &[&str], features: &[(u64, u8)]) -> Own {
        Own {
            document: document.to_owned(),
            anchors: anchors.iter().map(ToString::to_string).collect(),
            features: features.iter().map(|&(hash, weight)| Feature { hash, weight }).collect(),
        }
    }

    /// The key of each member.
    fn resolved(key: &str, is_rare: bool, members: &[Own]) -> Vec<String> {
        let seen: Vec<Member> =
            members.iter().map(|own| Member { anchors: &own.anchors, features: &own.features }).collect();
        let mut keys = vec![String::new(); members.len()];
        for cluster in resolve(is_rare, &seen) {
            let documents = cluster.members.iter().map(|&member| members[member].document.clone());
            let key =
                cluster.name.key(key, || documents.min().ok_or("it has no members")).expect("it has some");
            cluster.members.iter().for_each(|&member| keys[member].clone_from(&key));
        }
        keys
    }

    #[test]
    fn a_common_name_with_two_functions_is_two_people() {
        let members = [
            member("a", &["maire|trebourg"], &[(1, 1)]),
            member("b", &["entraineur|stade"], &[(1, 1), (2, 2)]),
            member("c", &["maire|trebourg"], &[]),
            member("d", &[], &[(2, 2)]),
            member("e", &[], &[(1, 1)]),
        ];
        let keys = resolved("per:x", false, &members);
        assert_eq!(
            keys,
            [
                "per:x:maire-trebourg",
                "per:x:entraineur-stade",
                "per:x:maire-trebourg",
                "per:x:entraineur-stade",
                "per:x?"
            ]
        );
    }

    #[test]
    fn a_rare_name_is_one_thing_until_something_speaks_against_it() {
        let mut members = vec![
            member("a", &["maire|trebourg"], &[(1, 1)]),
            member("b", &[], &[]),
            member("c", &[], &[(7, 2)]),
        ];
        assert_eq!(resolved("per:x", true, &members), ["per:x"; 3]);
        members.push(member("d", &["juge|lille"], &[(8, 1)]));
        assert_eq!(
            resolved("per:x", true, &members),
            ["per:x:maire-trebourg", "per:x?", "per:x?", "per:x:juge-lille"]
        );
        members.push(member("e", &["juge|lille"], &[(1, 1)]));
        assert_eq!(resolved("per:x", true, &members), ["per:x"; 5]);
    }

    #[test]
    fn company_of_two_bearers_decides_nothing() {
        let members = [
            member("a", &["maire|trebourg"], &[(1, 2)]),
            member("b", &["juge|lille"], &[(1, 2)]),
            member("c", &[], &[(1, 2)]),
        ];
        assert_eq!(resolved("per:x", false, &members)[2], "per:x?");
    }

    fn any_member() -> impl Strategy<Value = Own> {
        let anchors =
            prop::sample::subsequence(vec!["maire|a", "maire|b", "juge|", "juge|a", "maire|"], 0..2);
        let features = prop::collection::btree_map(0_u64..6, 1_u8..3, 0..4);
        ("[a-z]{3}", anchors, features).prop_map(|(document, anchors, features)| Own {
            document,
            anchors: anchors.into_iter().map(str::to_owned).collect(),
            features: features.into_iter().map(|(hash, weight)| Feature { hash, weight }).collect(),
        })
    }

    proptest! {
        #[test]
        fn the_order_of_articles_leaves_no_trace(members in prop::collection::vec(any_member(), 1..12), is_rare: bool, turn in 0_usize..12) {
            let keys = resolved("k", is_rare, &members);
            let turn = turn % members.len();
            let mut turned = members.clone();
            turned.rotate_left(turn);
            turned.reverse();
            let mut other = resolved("k", is_rare, &turned);
            other.reverse();
            other.rotate_right(turn);
            prop_assert_eq!(keys, other);
        }
    }
}
