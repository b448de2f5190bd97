//! Which signature a service and its operations want.

use super::node::{Node, Object};
use crate::error::Result;

/// What an operation says of its signature.
#[derive(Default)]
pub(super) struct Signature {
    pub(super) unsigned: bool,
    pub(super) unsigned_payload: bool,
    /// Why it cannot be called, if its signature is none of ours.
    pub(super) unsupported: Option<String>,
}

/// Whether a service goes without signatures. One whose signatures are not ours is refused.
pub(super) fn service(o: &Object<'_>) -> Result<bool> {
    let version = o.get("signatureVersion");
    let auth = o.texts("auth")?;
    let Some(node) = &version else { return Ok(false) };
    let not_ours = |what: &str| Err(node.error(format!("`{}` is not supported: {what}", node.text()?)));
    match node.text()? {
        "v4" | "none" => {}
        "s3" | "s3v4" => return not_ours("S3's own addresses and signatures"),
        "bearer" => return not_ours("tokens that are got by a browser"),
        "v2" => return not_ours("signatures of the time before 2012"),
        _ => return not_ours("an unknown signature"),
    }
    Ok(node.text()? == "none" || chosen(&auth) == Some(Choice::None))
}

/// What an operation says.
pub(super) fn operation(o: &Object<'_>) -> Result<Signature> {
    let mut signature = Signature { unsigned_payload: o.flag("unsignedPayload")?, ..Signature::default() };
    match o.get("authtype") {
        Some(node) => authtype(&node, &mut signature)?,
        None => {
            let auth = o.texts("auth")?;
            signature.unsigned = chosen(&auth) == Some(Choice::None);
            if !auth.is_empty() && chosen(&auth).is_none() {
                signature.unsupported = Some(format!("it is signed as {}", auth.join(" or ")));
            }
        }
    }
    o.known(&["auth"]);
    Ok(signature)
}

fn authtype(node: &Node<'_>, signature: &mut Signature) -> Result<()> {
    match node.text()? {
        "none" => signature.unsigned = true,
        "v4-unsigned-body" => signature.unsigned_payload = true,
        "v4" => {}
        other => signature.unsupported = Some(format!("it is signed as {other}")),
    }
    Ok(())
}

#[derive(PartialEq)]
enum Choice {
    None,
    V4,
}

/// The first of the ways that is ours. Where several regions can be signed for at once, one can as well.
fn chosen(auth: &[String]) -> Option<Choice> {
    auth.iter().find_map(|way| match way.as_str() {
        "smithy.api#noAuth" => Some(Choice::None),
        "aws.auth#sigv4" => Some(Choice::V4),
        _ => None,
    })
}
