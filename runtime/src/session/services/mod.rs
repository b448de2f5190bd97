//! Clients of the services that hand out credentials: of each the few operations that are called here.
//!
//! Emitted by codegen from `model/`, as `model/inside.json` says; nothing in the folders of this one is written by hand.
//! Tables, types and methods, nothing else: no settings are read here, and nothing decides what is called when.

mod rt;
#[rustfmt::skip]
pub(super) mod signin;
#[rustfmt::skip]
pub(super) mod sso;
#[rustfmt::skip]
pub(super) mod sso_oidc;
#[rustfmt::skip]
pub(super) mod sts;
