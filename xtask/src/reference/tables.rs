//! The static tables of a command line, made from a model while this program runs.
//!
//! In: a service as codegen decided it. Out: what codegen would have emitted for it, as far as help
//! looks at it. The tables are `'static` because emitted ones are; they are made once in the life of
//! this process, so their memory is given away for good.

use std::collections::HashMap;

use awsmodel_codegen::ir;
use awsmodel_command::{
    AllDocs, ByHand, Command, JoinedWords, Pair, Program, Resent, ShapeDocs, Texts, Wait, Words,
};
use awsmodel_runtime::endpoint::{Endpoint, Parameters};
use awsmodel_runtime::protocol::{AwsJson, Ec2, Query, RestJson, RestXml, RpcV2Cbor};
use awsmodel_runtime::schema::model::{Kind, Member, Shape};
use awsmodel_runtime::schema::wire::{Location, Namespace, Wire};
use awsmodel_runtime::schema::{
    ErrorIds, Extras, Operation, Paginator, Service, ShapeId, Tables, TimestampFormat, Traits,
};
use awsmodel_runtime::{Protocol, Waiter, encodings};

/// The tables of a service.
pub(crate) fn program(service: &ir::Service) -> &'static Program {
    let shapes = Shapes::new(service);
    let commands: Vec<Command> = service.operations.iter().map(|o| shapes.command(service, o)).collect();
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
        waits: list(waits),
        extras: &[],
        shapes: shape_docs(service),
        resources: Texts::of(""),
        history: joined(service.history.iter().flat_map(ir::Stage::texts).collect::<Vec<_>>().iter()),
    })
}

/// What one can wait for, sorted by the model's names: the commands of the operations that are asked, with other words.
fn waits(service: &ir::Service, commands: &[Command]) -> Vec<&'static Wait> {
    let asked = service.operations.iter().zip(commands);
    let waiters = asked.flat_map(|(operation, asked)| {
        operation.waiters.iter().map(move |waiter| (operation, asked, waiter))
    });
    let mut waiters: Vec<_> = waiters.collect();
    waiters.sort_by(|(.., one), (.., other)| one.name.cmp(&other.name));
    let wait = |(operation, asked, waiter): (&ir::Operation, &Command, &ir::Waiter)| {
        let command = Command {
            words: words(&waiter.command, options(operation), &waiter.command_docs(operation), Texts::of("")),
            operation: asked.operation,
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
        encoding: extras.gzip.then_some(&encodings::GZIP),
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

/// Places of shapes, by the names of their constants.
struct Shapes<'a> {
    operations: &'a [ir::Operation],
    tables: &'static Tables,
    places: HashMap<String, ShapeId>,
}

/// All shapes in the order of their places, each with its constant.
fn shapes(service: &ir::Service) -> Vec<(&ir::ShapeId, Definition<'_>)> {
    let plain = service.plain.iter().map(|shape| (&shape.id, Definition::Plain(shape)));
    let types = service.types.iter().map(|ty| match ty {
        ir::Type::Structure(s) => (&s.at.id, Definition::Structure(s)),
        ir::Type::Enum(e) => (&e.at.id, Definition::Enum(e)),
    });
    let own = own_structures(service).map(|s| (&s.at.id, Definition::Structure(s)));
    plain.chain(types).chain(own).collect()
}

/// A definition that tables refer to.
#[derive(Clone, Copy)]
enum Definition<'a> {
    Plain(&'a ir::PlainShape),
    Structure(&'a ir::Structure),
    Enum(&'a ir::Enum),
}

/// Requests and replies that stand in their operation's file.
fn own_structures(service: &ir::Service) -> impl Iterator<Item = &ir::Structure> {
    let io = service.operations.iter().flat_map(|o| [&o.input, &o.output]);
    io.flatten().filter_map(|io| io.own.as_ref())
}

impl<'a> Shapes<'a> {
    fn new(service: &'a ir::Service) -> Shapes<'a> {
        let all = shapes(service);
        let place = |(at, (id, _)): (usize, &(&ir::ShapeId, _))| {
            // More shapes than there are places are refused where the tables are made.
            (id.ident.to_string(), ShapeId::new(u16::try_from(at).unwrap_or(u16::MAX)))
        };
        let places: HashMap<String, ShapeId> = all.iter().enumerate().map(place).collect();
        let place =
            |id: &ir::ShapeId| places.get(&id.ident.to_string()).copied().unwrap_or(ShapeId::new(u16::MAX));
        let defined: Vec<Shape> = all.iter().map(|(_, definition)| table(*definition, &place)).collect();
        let tables = Tables::leak(&defined);
        Shapes { operations: &service.operations, tables, places }
    }

    fn id(&self, id: &ir::ShapeId) -> ShapeId {
        // Lowering has looked every shape up.
        self.places.get(&id.ident.to_string()).copied().unwrap_or(ShapeId::new(u16::MAX))
    }

    fn command(&self, service: &ir::Service, operation: &ir::Operation) -> Command {
        let shape = |io: &Option<ir::Io>| io.as_ref().map(|io| self.id(&io.type_ref.id));
        let examples = operation.examples.iter().flat_map(|e| [&e.title, &e.command, &e.output]);
        let errors = operation.errors.iter().map(|index| self.id(&service.errors[*index].at.id));
        Command {
            words: words(&operation.command, options(operation), &operation.docs, joined(examples)),
            operation: keep(Operation {
                input: shape(&operation.input),
                output: shape(&operation.output),
                errors: ErrorIds::of(list(errors)),
                signed: operation.signed,
                resets: operation.resets,
                paginator: operation.paginator.as_ref().map(paginator),
                deprecated: operation.deprecated,
                traits: Some(keep(Traits {
                    unsupported: operation.unsupported.as_deref().map(text),
                    method: text(&operation.method),
                    path: text(&operation.path),
                    host_prefix: operation.host_prefix.as_deref().map(text),
                    wire: operation.wire.as_ref().map(wire),
                    result_wrapper: operation.result_wrapper.as_deref().map(text),
                    extras: operation.extras.as_ref().map(extras),
                    ..Traits::COMMON
                })),
                ..Operation::new(text(&operation.name), self.tables)
            }),
            pair: operation.pair.as_ref().and_then(|pair| self.pair(service, pair)),
            resent: (!operation.resent.is_empty()).then(|| resent(&operation.resent)),
            by_hand: (!operation.by_hand.is_empty()).then(|| by_hand(&operation.by_hand)),
        }
    }

    /// Its read is made once more: a page names no more than its options.
    fn pair(&self, service: &ir::Service, pair: &ir::Pair) -> Option<&'static Pair> {
        let read = self.operations.iter().find(|operation| operation.name == pair.read)?;
        Some(keep(Pair {
            read: keep(self.command(service, read)),
            identified_by: joined(pair.identified_by.iter()),
            member: text(pair.member.as_deref().unwrap_or_default()),
            carried: joined(pair.carried.iter().flat_map(|carried| [&carried.member, &carried.read])),
            changed: text(pair.changed.as_deref().unwrap_or_default()),
        }))
    }
}

/// The table of a definition.
fn table(definition: Definition<'_>, place: &dyn Fn(&ir::ShapeId) -> ShapeId) -> Shape {
    match definition {
        Definition::Plain(plain) => {
            let shape = Shape::new(text(&plain.name), kind(&plain.kind, place));
            Shape { wire: plain.wire.as_ref().map(wire), ..limited(shape, &plain.limits) }
        }
        Definition::Enum(e) => {
            let kind = Kind::Enum(list(e.variants.iter().map(|v| text(&v.value))));
            limited(Shape::new(text(&e.name), kind), &e.limits)
        }
        Definition::Structure(s) => {
            let members = list(s.fields.iter().map(|f| member(f, place(&f.shape))));
            let kind = if s.union { Kind::Union(members) } else { Kind::Structure(members) };
            Shape {
                sensitive: s.sensitive,
                secret: s.secret,
                wire: s.wire.as_ref().map(wire),
                code: s.code.as_deref().map(text),
                ..Shape::new(text(&s.name), kind)
            }
        }
    }
}

fn member(field: &ir::Field, shape: ShapeId) -> Member {
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

fn kind(kind: &ir::PlainKind, place: &dyn Fn(&ir::ShapeId) -> ShapeId) -> Kind {
    match kind {
        ir::PlainKind::Scalar(name) => scalar(name),
        ir::PlainKind::Timestamp(format) => Kind::Timestamp(times(format)),
        ir::PlainKind::List(item) => Kind::List(place(item)),
        ir::PlainKind::Map(key, value) => Kind::Map { key: place(key), value: place(value) },
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
fn shape_docs(service: &ir::Service) -> AllDocs {
    let types = service.types.iter().map(|ty| match ty {
        ir::Type::Structure(s) => structure_docs(s),
        ir::Type::Enum(e) => enum_docs(e),
    });
    let mut all: Vec<ShapeDocs> = types.chain(own_structures(service).map(structure_docs)).collect();
    all.sort_by_key(ShapeDocs::shape);
    AllDocs::leak(&all)
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

/// The words of a command.
fn words(name: &str, options: Texts, docs: &str, examples: Texts) -> JoinedWords {
    Words { name: text(name), options, docs: text(docs), examples }.leak()
}

/// The names of an operation's options.
fn options(operation: &ir::Operation) -> Texts {
    joined(operation.input.iter().flat_map(|io| &io.options))
}

/// Texts in one.
fn one<'a>(texts: impl Iterator<Item = &'a str>) -> &'static str {
    text(&texts.map(|text| text.replace('\0', "")).collect::<Vec<_>>().join("\0"))
}
