//! Expressions that look at one item of a list at a time, so that nobody needs the whole list to apply them.

use super::ast::Node;

/// The path of the list whose items are taken one by one.
pub(super) fn items_of(node: &Node) -> Option<String> {
    match node {
        Node::Projection(base, _) | Node::FilterProjection { base, .. } => match &**base {
            Node::Flatten(list) => items_of(list).or_else(|| path(list)),
            list => items_of(list).or_else(|| path(list)),
        },
        _ => None,
    }
}

/// `Account.Users`, if it is nothing but names.
fn path(node: &Node) -> Option<String> {
    match node {
        Node::Field(name) => Some(name.clone()),
        Node::Chain(names) => names.iter().map(path).collect::<Option<Vec<_>>>().map(|names| names.join(".")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::shapes::jmespath::Expression;
    use crate::shapes::value::Value;
    use crate::shapes::value::json::{Layout, parse, to_string};

    #[test]
    fn what_goes_item_by_item_does_so_over_pages() {
        let pages = [
            r#"{"Users": [{"N": "a", "On": true, "A": [{"K": 1}, {"K": 2}]}, {"N": "b", "On": false}]}"#,
            r#"{"Users": []}"#,
            r#"{"Users": [{"N": "c", "On": true, "A": [{"K": 3}]}, {"N": null}]}"#,
        ]
        .map(|page| parse(page).unwrap());
        let lists =
            pages.iter().flat_map(|page| page.get("Users").and_then(Value::as_list).unwrap().to_vec());
        let whole = Value::Map([("Users", Value::List(lists.collect()))].into_iter().collect());
        for text in [
            "Users[]",
            "Users[].N",
            "Users[*].N",
            "Users[?On].[N, A]",
            "Users[?N != 'a'].{n: N}",
            "Users[].A[]",
            "Users[].A[].K",
            "Users[].A[?K > `1`].K[]",
            "Users[*].A[0].K",
        ] {
            let expression = Expression::compile(text).unwrap();
            assert_eq!(expression.items_of().as_deref(), Some("Users"), "{text}");
            let parts = pages.iter().map(|page| expression.search(page).unwrap());
            let joined = parts.flat_map(|part| part.as_list().unwrap_or_default().to_vec());
            let joined = to_string(&Value::List(joined.collect()), Layout::Wire);
            assert_eq!(joined, to_string(&expression.search(&whole).unwrap(), Layout::Wire), "{text}");
        }
    }

    #[test]
    fn what_looks_at_the_whole_does_not() {
        for text in [
            "Users",
            "length(Users)",
            "Users[0]",
            "Users[:2]",
            "Users[].N | sort(@)",
            "@",
            "*.N",
            "[]",
            "Users[].N | [0]",
            "sort_by(Users, &N)[]",
            "{a: Users[].N}",
            "Users[:2].N",
        ] {
            assert_eq!(Expression::compile(text).unwrap().items_of(), None, "{text}");
        }
        assert_eq!(Expression::compile("A.Users[].N").unwrap().items_of().as_deref(), Some("A.Users"));
    }
}
