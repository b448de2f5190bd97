//! The tree of an expression.

use crate::shapes::value::Value;

/// A part of an expression. `Projection`-like parts apply their second child to each item.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// The value as it is; also `@`.
    Identity,
    Field(String),
    Literal(Value),
    Index(i64),
    Slice([Option<i64>; 3]),
    /// Each child applies to the result of the one before: `a.b`, `a[0]`, `a | b`.
    Chain(Vec<Node>),
    Projection(Box<Node>, Box<Node>),
    ValueProjection(Box<Node>, Box<Node>),
    FilterProjection {
        base: Box<Node>,
        each: Box<Node>,
        condition: Box<Node>,
    },
    Flatten(Box<Node>),
    Comparison(Comparison, Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Not(Box<Node>),
    MultiList(Vec<Node>),
    MultiHash(Vec<(String, Node)>),
    /// `&expression`, an argument of functions such as `sort_by`.
    Reference(Box<Node>),
    Function(String, Vec<Node>),
}

impl Node {
    /// This node applied to the result of `first`.
    pub(super) fn after(self, first: Node) -> Node {
        match first {
            Node::Chain(mut nodes) => {
                nodes.push(self);
                Node::Chain(nodes)
            }
            first => Node::Chain(vec![first, self]),
        }
    }

    /// Whether this ends in `[0]`. A slice right after that is taken as it is and not projected.
    pub(super) fn is_indexed(&self) -> bool {
        match self {
            Node::Chain(nodes) => matches!(nodes.last(), Some(Node::Index(_) | Node::Slice(_))),
            _ => false,
        }
    }
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
