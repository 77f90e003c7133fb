//! Circles in a directed graph of numbered nodes, without recursion: a project may be one long chain.

use std::collections::VecDeque;

/// The nodes that lie on circles, those of a circle together: the strongly connected components of more than one node.
pub fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        low: vec![0; edges.len()],
        is_open: vec![false; edges.len()],
        open: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for node in 0..edges.len() {
        if search.order[node].is_none() {
            search.from(node);
        }
    }
    search.found
}

/// Tarjan's search.
struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// When each node was first seen.
    order: Vec<Option<usize>>,
    /// The earliest node that each leads back to.
    low: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        self.see(start);
        // Each node with the number of the edge that is followed next.
        let mut path = vec![(start, 0)];
        while let Some((node, edge)) = path.last_mut() {
            let node = *node;
            let Some(to) = self.edges[node].get(*edge).copied() else {
                path.pop();
                self.close(node, path.last().map(|(parent, _)| *parent));
                continue;
            };
            *edge += 1;
            match self.order[to] {
                None => {
                    self.see(to);
                    path.push((to, 0));
                }
                Some(order) if self.is_open[to] => self.low[node] = self.low[node].min(order),
                Some(_) => {}
            }
        }
    }

    fn see(&mut self, node: usize) {
        self.order[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.is_open[node] = true;
        self.open.push(node);
    }

    fn close(&mut self, node: usize, parent: Option<usize>) {
        if let Some(parent) = parent {
            self.low[parent] = self.low[parent].min(self.low[node]);
        }
        if Some(self.low[node]) != self.order[node] {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == node);
        let component = self.open.split_off(start.unwrap_or_default());
        for member in &component {
            self.is_open[*member] = false;
        }
        if component.len() > 1 {
            self.found.push(component);
        }
    }
}

/// The shortest circle among these nodes; of several, the one through the first of them.
pub fn shortest(edges: &[Vec<usize>], nodes: &[usize]) -> Vec<usize> {
    let mut is_in = vec![false; edges.len()];
    for node in nodes {
        is_in[*node] = true;
    }
    let mut best: Vec<usize> = Vec::new();
    for start in nodes {
        let limit = if best.is_empty() {
            usize::MAX
        } else {
            best.len()
        };
        if let Some(circle) = through(edges, &is_in, *start, limit) {
            best = circle;
        }
        // Two files make the shortest there is.
        if best.len() == 2 {
            break;
        }
    }
    best
}

/// The shortest circle through a node, if it has fewer nodes than the limit.
fn through(edges: &[Vec<usize>], is_in: &[bool], start: usize, limit: usize) -> Option<Vec<usize>> {
    let mut from = vec![None; edges.len()];
    let mut queue = VecDeque::from([(start, 1)]);
    while let Some((node, length)) = queue.pop_front() {
        if length >= limit {
            return None;
        }
        for to in edges[node].iter().copied().filter(|to| is_in[*to]) {
            if to == start {
                return Some(way_back(&from, start, node));
            }
            if from[to].is_none() {
                from[to] = Some(node);
                queue.push_back((to, length + 1));
            }
        }
    }
    None
}

fn way_back(from: &[Option<usize>], start: usize, end: usize) -> Vec<usize> {
    let mut way = vec![end];
    let mut node = end;
    while node != start {
        let Some(before) = from[node] else {
            break;
        };
        node = before;
        way.push(node);
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let count = edges.iter().map(|(from, to)| from.max(to) + 1).max();
        let mut graph = vec![Vec::new(); count.unwrap_or_default()];
        for (from, to) in edges {
            graph[*from].push(*to);
        }
        let sorted = components(&graph).into_iter().map(|mut nodes| {
            nodes.sort_unstable();
            nodes
        });
        let mut all: Vec<_> = sorted.map(|nodes| shortest(&graph, &nodes)).collect();
        all.sort();
        all
    }

    #[test]
    fn finds_one_shortest_circle_of_each_component() {
        assert_eq!(circles(&[(0, 1), (1, 2), (2, 3)]), Vec::<Vec<usize>>::new());
        assert_eq!(circles(&[(0, 1), (1, 0)]), [[0, 1]]);
        assert_eq!(circles(&[(0, 1), (1, 2), (2, 0), (2, 1)]), [[1, 2]]);
        let two = [(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 2)];
        assert_eq!(circles(&two), [vec![0, 1], vec![2, 3, 4]]);
        assert_eq!(circles(&[(0, 0), (0, 1)]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_chain_of_a_million_files_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..1_000_000)
            .map(|at| vec![(at + 1) % 1_000_000])
            .collect();
        assert_eq!(components(&edges).len(), 1);
    }
}
