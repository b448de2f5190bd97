//! The static tables of a command line, made from a model while this program runs.
//!
//! In: a service as codegen decided it. Out: what codegen would have emitted for it, as far as help
//! looks at it. The tables are `'static` because emitted ones are; they are made once in the life of
//! this process, so their memory is given away for good.

use std::collections::HashMap;

use awsmodel_codegen::ir;
use awsmodel_command::{ByHand, Command, Pair, Program, Resent, ShapeDocs, Texts, Wait};
use awsmodel_runtime::endpoint::{Endpoint, Parameters};
use awsmodel_runtime::protocol::{AwsJson, Ec2, Query, RestJson, RestXml, RpcV2Cbor};
use awsmodel_runtime::schema::wire::{Location, Namespace, Wire};
use awsmodel_runtime::schema::{
    ErrorShape, Extras, Kind, Member, Operation, Paginator, Service, Shape, TimestampFormat,
};
use awsmodel_runtime::{Protocol, Waiter};

/// A type inside itself is unrolled this often: one time more than pages show it.
pub(crate) const SHOWN: usize = 3;

/// The tables of a service. A type inside itself is unrolled `repeats` times.
pub(crate) fn program(service: &ir::Service, repeats: usize) -> &'static Program {
    let operations = &service.operations;
    let mut tables = Tables { operations, index: index(service), done: HashMap::new(), repeats };
    let errors: Vec<&'static ErrorShape> = service.errors.iter().map(|e| tables.error(e)).collect();
    let commands: Vec<&'static Command> =
        service.operations.iter().map(|o| tables.command(o, &errors)).collect();
    let waits = waits(service, &commands);
    keep(Program {
        name: text(&service.program),
        version: env!("CARGO_PKG_VERSION"),
        service: keep(Service {
            full_name: text(&service.full_name),
            service_id: text(&service.service_id),
            endpoint_prefix: text(&service.endpoint_prefix),
            signing_name: text(&service.signing_name),
            api_version: text(&service.api_version),
            uid: text(&service.uid),
            protocol: protocol(&service.protocol),
            operations: list(commands.iter().map(|c| c.operation)),
            endpoint: no_endpoint,
            partitions: &[],
        }),
        docs: text(&service.docs),
        commands: list(commands),
        waits: list(waits.into_iter()),
        extras: &[],
        shapes: shape_docs(service),
        resources: Texts::of(""),
        history: joined(service.history.iter().flat_map(ir::Stage::texts).collect::<Vec<_>>().iter()),
    })
}

/// What one can wait for, sorted by the model's names: the commands of the operations that are asked, with other words.
fn waits(service: &ir::Service, commands: &[&'static Command]) -> Vec<&'static Wait> {
    let asked = service.operations.iter().zip(commands);
    let waiters = asked.flat_map(|(operation, asked)| {
        operation.waiters.iter().map(move |waiter| (operation, *asked, waiter))
    });
    let mut waiters: Vec<_> = waiters.collect();
    waiters.sort_by(|(.., one), (.., other)| one.name.cmp(&other.name));
    let wait = |(operation, asked, waiter): (&ir::Operation, &'static Command, &ir::Waiter)| {
        let command = Command {
            name: text(&waiter.command),
            operation: asked.operation,
            options: asked.options,
            docs: text(&waiter.command_docs(operation)),
            examples: Texts::of(""),
            pair: None,
            resent: None,
            by_hand: None,
        };
        // Pages ask nobody, and so no answer means anything to them.
        let waiter = Waiter {
            name: text(&waiter.name),
            operation: asked.operation,
            delay: waiter.delay,
            max_attempts: waiter.max_attempts,
            acceptors: &[],
        };
        keep(Wait { command, waiter: keep(waiter) })
    };
    waiters.into_iter().map(wait).collect()
}

fn protocol(protocol: &ir::Protocol) -> &'static dyn Protocol {
    match protocol {
        ir::Protocol::AwsJson { target_prefix, version, query_compatible } => {
            let spoken = AwsJson::new(text(target_prefix), text(version));
            keep(if *query_compatible { spoken.query_compatible() } else { spoken })
        }
        ir::Protocol::RestJson => &RestJson,
        ir::Protocol::Query { version } => keep(Query::new(text(version))),
        ir::Protocol::Ec2 { version } => keep(Ec2::new(text(version))),
        ir::Protocol::RestXml => &RestXml,
        ir::Protocol::RpcV2Cbor { service, query_compatible } => {
            let spoken = RpcV2Cbor::new(text(service));
            keep(if *query_compatible { spoken.query_compatible() } else { spoken })
        }
    }
}

fn wire(wire: &ir::Wire) -> &'static Wire {
    let inner = |part: &Option<Box<ir::Wire>>| part.as_deref().map(self::wire);
    keep(Wire {
        name: wire.name.as_deref().map(text),
        query_name: wire.query_name.as_deref().map(text),
        location: location(wire.location),
        flattened: wire.flattened,
        attribute: wire.attribute,
        namespace: wire.namespace.as_ref().map(|n| Namespace { prefix: text(&n.prefix), uri: text(&n.uri) }),
        times: wire.times.map(times),
        payload: wire.payload.as_deref().map(text),
        streaming: wire.streaming,
        last_part: wire.last_part,
        item: inner(&wire.item),
        key: inner(&wire.key),
    })
}

fn location(location: ir::Location) -> Location {
    match location {
        ir::Location::Body => Location::Body,
        ir::Location::Label => Location::Label,
        ir::Location::Query => Location::Query,
        ir::Location::Header => Location::Header,
        ir::Location::Headers => Location::Headers,
        ir::Location::Status => Location::Status,
    }
}

/// The format that emitted code would name.
fn times(name: &str) -> TimestampFormat {
    match name {
        "UnixTimestamp" => TimestampFormat::UnixTimestamp,
        "Iso8601" => TimestampFormat::Iso8601,
        "Rfc822" => TimestampFormat::Rfc822,
        _ => TimestampFormat::Unsaid,
    }
}

fn extras(extras: &ir::Extras) -> &'static Extras {
    keep(Extras {
        unsigned_payload: extras.unsigned_payload,
        checksum_required: extras.checksum_required,
        checksum: extras.checksum.as_deref().map(text),
        gzip: extras.gzip,
        headers: list(extras.headers.iter().map(|(name, value)| (text(name), text(value)))),
        validation: extras.validation.as_deref().map(text),
        replies: list(extras.replies.iter().map(|name| text(name))),
    })
}

/// Pages call nobody.
fn no_endpoint(_: &Parameters<'_>) -> Result<Endpoint, String> {
    Err("reference pages have no endpoint".into())
}

fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::leak(items.into_iter().collect())
}

fn text(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn texts(texts: &[String]) -> &'static [&'static str] {
    list(texts.iter().map(|t| text(t)))
}

/// A definition that tables refer to.
#[derive(Clone, Copy)]
enum Definition<'a> {
    Plain(&'a ir::PlainShape),
    Structure(&'a ir::Structure),
    Enum(&'a ir::Enum),
}

fn key(reference: &ir::ShapeRef) -> String {
    match reference {
        ir::ShapeRef::Plain(ident) => ident.to_string(),
        ir::ShapeRef::Type(at) => type_key(at),
    }
}

fn type_key(at: &ir::TypeRef) -> String {
    format!("{}::{}", at.module, at.ident)
}

fn index(service: &ir::Service) -> HashMap<String, Definition<'_>> {
    let plain = service.plain.iter().map(|p| (p.ident.to_string(), Definition::Plain(p)));
    let types = service.types.iter().map(|ty| match ty {
        ir::Type::Structure(s) => (type_key(&s.at), Definition::Structure(s)),
        ir::Type::Enum(e) => (type_key(&e.at), Definition::Enum(e)),
    });
    let own = own_structures(service).map(|s| (type_key(&s.at), Definition::Structure(s)));
    plain.chain(types).chain(own).collect()
}

/// Requests and replies that stand in their operation's file.
fn own_structures(service: &ir::Service) -> impl Iterator<Item = &ir::Structure> {
    let io = service.operations.iter().flat_map(|o| [&o.input, &o.output]);
    io.flatten().filter_map(|io| io.own.as_ref())
}

struct Tables<'a> {
    operations: &'a [ir::Operation],
    index: HashMap<String, Definition<'a>>,
    /// Shapes that do not contain themselves at any depth.
    done: HashMap<String, &'static Shape>,
    /// How often a type is unrolled inside itself.
    repeats: usize,
}

/// The shapes above the one that is made, and whether one was met again.
#[derive(Default)]
struct Path {
    above: Vec<String>,
    repeats: bool,
}

impl Tables<'_> {
    fn error(&mut self, error: &ir::ErrorShape) -> &'static ErrorShape {
        let shape = self.root(&ir::ShapeRef::Type(error.at.clone()));
        keep(ErrorShape { shape, code: text(&error.code) })
    }

    fn command(&mut self, operation: &ir::Operation, errors: &[&'static ErrorShape]) -> &'static Command {
        let mut shape =
            |io: &Option<ir::Io>| io.as_ref().map(|io| self.root(&ir::ShapeRef::Type(io.type_ref.clone())));
        let (input, output) = (shape(&operation.input), shape(&operation.output));
        keep(Command {
            name: text(&operation.command),
            operation: keep(Operation {
                input,
                output,
                errors: list(operation.errors.iter().map(|index| errors[*index])),
                signed: operation.signed,
                resets: operation.resets,
                paginator: operation.paginator.as_ref().map(paginator),
                deprecated: operation.deprecated,
                unsupported: operation.unsupported.as_deref().map(text),
                method: text(&operation.method),
                path: text(&operation.path),
                host_prefix: operation.host_prefix.as_deref().map(text),
                wire: operation.wire.as_ref().map(wire),
                result_wrapper: operation.result_wrapper.as_deref().map(text),
                extras: operation.extras.as_ref().map(extras),
                ..Operation::new(text(&operation.name))
            }),
            options: joined(operation.input.iter().flat_map(|io| &io.options)),
            docs: text(&operation.docs),
            examples: joined(operation.examples.iter().flat_map(|e| [&e.title, &e.command, &e.output])),
            pair: operation.pair.as_ref().and_then(|pair| self.pair(pair, errors)),
            resent: (!operation.resent.is_empty()).then(|| resent(&operation.resent)),
            by_hand: (!operation.by_hand.is_empty()).then(|| by_hand(&operation.by_hand)),
        })
    }

    /// Its read is made once more: a page names no more than its options.
    fn pair(&mut self, pair: &ir::Pair, errors: &[&'static ErrorShape]) -> Option<&'static Pair> {
        let read = self.operations.iter().find(|operation| operation.name == pair.read)?;
        Some(keep(Pair {
            read: self.command(read, errors),
            identified_by: joined(pair.identified_by.iter()),
            member: text(pair.member.as_deref().unwrap_or_default()),
            carried: joined(pair.carried.iter().flat_map(|carried| [&carried.member, &carried.read])),
            changed: text(pair.changed.as_deref().unwrap_or_default()),
        }))
    }

    fn root(&mut self, reference: &ir::ShapeRef) -> &'static Shape {
        self.shape(reference, &mut Path::default())
    }

    fn shape(&mut self, reference: &ir::ShapeRef, path: &mut Path) -> &'static Shape {
        let key = key(reference);
        if let Some(shape) = self.done.get(&key) {
            return shape;
        }
        let repeats = path.above.iter().filter(|k| **k == key).count();
        let outer = std::mem::replace(&mut path.repeats, repeats > 0);
        path.above.push(key.clone());
        let shape = self.definition(&key, repeats >= self.repeats, path);
        path.above.pop();
        if !path.repeats {
            self.done.insert(key, shape);
        }
        path.repeats |= outer;
        shape
    }

    /// The table of a definition; without its parts if it is `cut`.
    fn definition(&mut self, key: &str, cut: bool, path: &mut Path) -> &'static Shape {
        match self.index.get(key).copied() {
            Some(Definition::Plain(plain)) => {
                let kind = self.plain(&plain.kind, cut, path);
                let shape = Shape::new(text(&plain.name), kind);
                keep(Shape { wire: plain.wire.as_ref().map(wire), ..limited(shape, &plain.limits) })
            }
            Some(Definition::Enum(e)) => {
                let kind = Kind::Enum(list(e.variants.iter().map(|v| text(&v.value))));
                keep(limited(Shape::new(text(&e.name), kind), &e.limits))
            }
            Some(Definition::Structure(s)) => {
                let fields = if cut { &[][..] } else { &s.fields };
                let members = list(fields.iter().map(|f| self.member(f, path)).collect::<Vec<_>>());
                let kind = if s.union { Kind::Union(members) } else { Kind::Structure(members) };
                let wire = s.wire.as_ref().map(wire);
                keep(Shape {
                    sensitive: s.sensitive,
                    secret: s.secret,
                    wire,
                    ..Shape::new(text(&s.name), kind)
                })
            }
            // Lowering has looked every shape up.
            None => keep(Shape::new(text(key), Kind::Document)),
        }
    }

    fn member(&mut self, field: &ir::Field, path: &mut Path) -> Member {
        let shape = self.shape(&field.shape, path);
        Member {
            required: field.required,
            idempotency_token: field.idempotency_token,
            deprecated: field.deprecated,
            host_label: field.host_label,
            json_value: field.json_value,
            wire: field.wire.as_ref().map(wire),
            sensitive: field.sensitive,
            apart: field.apart,
            ..Member::new(text(&field.name), shape)
        }
    }

    fn plain(&mut self, kind: &ir::PlainKind, cut: bool, path: &mut Path) -> Kind {
        match kind {
            ir::PlainKind::Scalar(name) => scalar(name),
            ir::PlainKind::Timestamp(format) => Kind::Timestamp(times(format)),
            _ if cut => Kind::Document,
            ir::PlainKind::List(item) => Kind::List(self.shape(item, path)),
            ir::PlainKind::Map(key, value) => {
                Kind::Map { key: self.shape(key, path), value: self.shape(value, path) }
            }
        }
    }
}

fn limited(shape: Shape, limits: &ir::Limits) -> Shape {
    Shape {
        min: limits.min,
        max: limits.max,
        pattern: limits.pattern.as_deref().map(text),
        sensitive: limits.sensitive,
        secret_keys: texts(&limits.secret_keys),
        secret: limits.secret,
        ..shape
    }
}

/// The kind that emitted code would name.
fn scalar(name: &str) -> Kind {
    match name {
        "String" => Kind::String,
        "Integer" => Kind::Integer,
        "Long" => Kind::Long,
        "Float" => Kind::Float,
        "Double" => Kind::Double,
        "Boolean" => Kind::Boolean,
        "Blob" => Kind::Blob,
        _ => Kind::Document,
    }
}

fn paginator(p: &ir::Paginator) -> &'static Paginator {
    keep(Paginator {
        input_tokens: texts(&p.input_tokens),
        output_tokens: texts(&p.output_tokens),
        more_results: p.more_results.as_deref().map(text),
        limit_key: p.limit_key.as_deref().map(text),
        result_keys: texts(&p.result_keys),
        non_aggregate_keys: texts(&p.non_aggregate_keys),
    })
}

/// Words about all structures and enums, sorted by shape.
fn shape_docs(service: &ir::Service) -> &'static [ShapeDocs] {
    let types = service.types.iter().map(|ty| match ty {
        ir::Type::Structure(s) => structure_docs(s),
        ir::Type::Enum(e) => enum_docs(e),
    });
    let mut all: Vec<ShapeDocs> = types.chain(own_structures(service).map(structure_docs)).collect();
    all.sort_by_key(ShapeDocs::shape);
    list(all)
}

fn structure_docs(s: &ir::Structure) -> ShapeDocs {
    docs([&s.name, &s.docs].into_iter().chain(s.fields.iter().map(|f| &f.docs)))
}

fn enum_docs(e: &ir::Enum) -> ShapeDocs {
    let values = e.variants.iter().filter(|v| !v.docs.is_empty());
    docs([&e.name, &e.docs].into_iter().chain(values.flat_map(|v| [&v.value, &v.docs])))
}

fn docs<'a>(texts: impl Iterator<Item = &'a String>) -> ShapeDocs {
    ShapeDocs::of(one(texts.map(String::as_str)))
}

fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> Texts {
    Texts::of(one(texts.map(String::as_str)))
}

fn resent(resent: &ir::Resent) -> &'static Resent {
    let joined = |texts: Vec<&str>| Texts::of(one(texts.into_iter()));
    keep(Resent {
        names: joined(resent.name_texts().collect()),
        items: joined(resent.item_texts().collect()),
        refused: joined(resent.refused_texts().collect()),
    })
}

fn by_hand(by_hand: &ir::ByHand) -> &'static ByHand {
    let texts = |texts: Vec<&str>| Texts::of(one(texts.into_iter()));
    keep(ByHand {
        sent: texts(by_hand.sent_texts()),
        shown: texts(by_hand.shown_texts()),
        switches: joined(by_hand.switches.iter()),
        options: texts(by_hand.option_texts()),
        optional: joined(by_hand.optional.iter()),
        removed: joined(by_hand.removed.iter()),
        defaults: text(&by_hand.defaults),
        conflicts: joined(by_hand.conflict_texts().iter()),
        pages: joined(by_hand.pages.iter()),
        saved: joined(by_hand.saved.iter()),
        moved: joined(by_hand.moved_texts().iter()),
    })
}

/// Texts in one.
fn one<'a>(texts: impl Iterator<Item = &'a str>) -> &'static str {
    text(&texts.map(|text| text.replace('\0', "")).collect::<Vec<_>>().join("\0"))
}
