//! Paths to members inside requests, such as `Policies.PasswordPolicy.MinimumLength`, as steps from field to field.
//!
//! In: what `pairs.json` says of an operation. Out: for each refusal the steps to what is refused, and to what it is refused
//! beside. A path through a list has no steps, nor has what
//! may stand where both were read.

use super::structures::{inner, structure};
use crate::ir::{Operation, Refusal, RustType, Step, Structure, Type};

/// The steps of each refusal of an operation.
pub(super) fn of(operation: &Operation, types: &[Type]) -> Vec<(Vec<Step>, Vec<Step>)> {
    let request = operation.input.as_ref().and_then(|io| structure(io, types));
    let steps = |path: &str| request.and_then(|request| steps(path, request, types)).unwrap_or_default();
    let both = |refusal: &Refusal| match refusal.unless_read {
        true => (Vec::new(), Vec::new()),
        false => (steps(&refusal.member), steps(&refusal.beside)),
    };
    operation.resent.refused.iter().map(both).collect()
}

fn steps(path: &str, request: &Structure, types: &[Type]) -> Option<Vec<Step>> {
    let mut at = Some(request);
    let mut steps: Vec<Step> = Vec::new();
    for name in path.split('.') {
        let Some(structure) = at else {
            let is_map = matches!(steps.last(), Some(Step::Field { ty: RustType::Map(_), .. }));
            steps.push(is_map.then(|| Step::Key(name.to_owned()))?);
            continue;
        };
        let field = structure.fields.iter().find(|field| field.name == name)?;
        at = inner(&field.ty, types);
        steps.push(Step::Field { ident: field.ident.clone(), plain: field.plain, ty: field.ty.clone() });
    }
    Some(steps)
}
