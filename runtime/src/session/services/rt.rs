//! The runtime as the emitted clients of this folder know it: what a crate of its own finds behind the door.

pub(super) use crate::client::config::Config;
pub(super) use crate::client::either::{Carrier, Client};
pub(super) use crate::client::error::Error;
pub(super) use crate::client::protocol::protocols as protocol;
pub(super) use crate::shapes::schema::reflect::{Field, Reflect, Slot, Structure};
pub(super) use crate::shapes::schema::wire::{Location, Wire};
pub(super) use crate::shapes::schema::{
    EndpointParameter, EndpointSource, Operation, Service, Shape, TimestampFormat, Traits, endpoint, model,
};
pub(super) use crate::shapes::time::Timestamp;
pub(super) use crate::{ids, open_enum, setters, structure, tables};
