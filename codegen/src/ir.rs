//! What is emitted, fully decided: every name, type, box, constraint and text. Emitters look
//! nothing up and re-case nothing.

use proc_macro2::Ident;

pub use crate::model::{
    Acceptor, Constant, Expected, Extras, Helper, Location, Matcher, Namespace, Paginator, Protocol, Wire,
};
pub use crate::parse::partitions::Partition;
pub use crate::parse::rules::RuleSet;
pub use crate::parse::words::Example;

/// The service.
#[derive(Debug)]
pub struct Service {
    /// Name of the program and, in the AWS CLI, of the service.
    pub program: String,
    /// Marketing name.
    pub full_name: String,
    /// SDK id.
    pub service_id: String,
    /// First label of host names.
    pub endpoint_prefix: String,
    /// Name in signatures.
    pub signing_name: String,
    /// API version.
    pub api_version: String,
    /// Unique id of the model.
    pub uid: String,
    /// How its requests and replies are written.
    pub protocol: Protocol,
    /// Host name of a service that has one for all regions and no rules.
    pub global_endpoint: Option<String>,
    /// What the service is for, CommonMark.
    pub docs: String,
    /// Operations in the model's order.
    pub operations: Vec<Operation>,
    /// Operations by purpose; all of them, each once.
    pub tasks: Vec<Task>,
    /// Structures and enums that stand in `types/`, sorted by module.
    pub types: Vec<Type>,
    /// Shapes without a Rust type of their own.
    pub plain: Vec<PlainShape>,
    /// Errors by shape, sorted.
    pub errors: Vec<ErrorShape>,
    /// Members that name things which the service lists; of several that are for the same one, the last counts.
    pub listed: Vec<Listed>,
    /// When commands and options came and went.
    pub history: Vec<Stage>,
    /// It signs users in by the protocol that the runtime speaks.
    pub sign_in: bool,
    /// Rules for endpoints.
    pub rules: RuleSet,
    /// Partitions.
    pub partitions: Vec<Partition>,
    /// Members, operations and shapes that have no text in the overlay or in the model.
    pub undocumented: Vec<String>,
    /// Texts and examples of names that the model does not have.
    pub idle: Vec<String>,
}

/// A version of the model in which commands or options came or went, in words of the command line: `command` or
/// `command.option`.
#[derive(Debug)]
pub struct Stage {
    /// What it is a version of, and which.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// What came.
    pub came: Vec<String>,
    /// What went.
    pub went: Vec<String>,
    /// Commands that went, and those that took their places.
    pub became: Vec<(String, String)>,
}

impl Stage {
    /// As the command line's tables have it: what it is, then what came (`+`), went (`-`) or became another (`=OLD=NEW`), some
    /// words in a text.
    pub fn texts(&self) -> Vec<String> {
        const WIDTH: usize = 90;
        let marked = |mark: &str, words: &[String]| {
            words.iter().map(|word| format!("{mark}{word}")).collect::<Vec<_>>()
        };
        let became = self.became.iter().map(|(old, new)| format!("={old}={new}"));
        let words = marked("+", &self.came).into_iter().chain(marked("-", &self.went)).chain(became);
        let mut texts = vec![format!("{} {}", self.name, self.date)];
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && line.len() + word.len() >= WIDTH {
                texts.push(std::mem::take(&mut line));
            }
            line += if line.is_empty() { "" } else { " " };
            line += &word;
        }
        texts.extend((!line.is_empty()).then_some(line));
        texts
    }
}

/// A member whose values name things that the service lists.
#[derive(Debug, Default)]
pub struct Listed {
    /// The operation that has the member; `*` for all that are not named.
    pub operation: String,
    /// The member.
    pub member: String,
    /// The operation that lists the things; empty if nobody does.
    pub lists: String,
    /// What is always sent to that one, a JSON object.
    pub parameters: String,
    /// Its members that have the values of others of the operation's: its member, the other.
    pub given: Vec<(String, String)>,
    /// Where the values are in its reply, JMESPath.
    pub values: String,
    /// Where it says what they are about, JMESPath; may be empty.
    pub about: String,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// The model's name.
    pub name: String,
    /// Method of the client and module of its file.
    pub ident: Ident,
    /// Name on the command line.
    pub command: String,
    /// The command line does without it, as the AWS CLI does.
    pub hidden: bool,
    /// HTTP method.
    pub method: String,
    /// HTTP path.
    pub path: String,
    /// The request.
    pub input: Option<Io>,
    /// The reply.
    pub output: Option<Io>,
    /// Errors in the model's order: indices into [`Service::errors`].
    pub errors: Vec<usize>,
    /// Requests are signed.
    pub signed: bool,
    /// What a request does not name is set to its default.
    pub resets: bool,
    /// Prefix of the host name.
    pub host_prefix: Option<String>,
    /// Why it cannot be called, if it cannot.
    pub unsupported: Option<String>,
    /// How pages follow each other.
    pub paginator: Option<Paginator>,
    /// What the library's clients offer for its pages.
    pub pages: Option<Pages>,
    /// What the library's clients offer for a body that is read while it is sent.
    pub upload: Option<Upload>,
    /// The model discourages its use.
    pub deprecated: bool,
    /// CommonMark.
    pub docs: String,
    /// Worked examples.
    pub examples: Vec<Example>,
    /// What it tells the endpoint's rules: parameter and source.
    pub endpoint_parameters: Vec<(String, EndpointSource)>,
    /// How its request is written as a whole where that is not the protocol's default.
    pub wire: Option<Wire>,
    /// The element of the reply that holds its members.
    pub result_wrapper: Option<String>,
    /// What is done to its requests beyond the protocol.
    pub extras: Option<Extras>,
    /// The operation that tells its address: the module of that.
    pub discovery: Option<Ident>,
    /// The state that it replaces, if it is an update of one that can be read.
    pub pair: Option<Pair>,
    /// What is different where a reply is sent back.
    pub resent: Resent,
    /// What the AWS CLI does by hand.
    pub by_hand: ByHand,
    /// States that one waits for by asking it, sorted by name.
    pub waiters: Vec<Waiter>,
}

/// What the AWS CLI does by hand for the command of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByHand {
    /// Members of the request that are sent otherwise than they are given: the member, and how.
    pub sent: Vec<(String, String)>,
    /// Members of the reply that are shown otherwise than they come: the path, and how.
    pub shown: Vec<(String, String)>,
    /// Members that are structures of one flag, and given as switches.
    pub switches: Vec<String>,
    /// Options beside those of members.
    pub options: Vec<OwnOption>,
    /// Members that may be missing since such options make them.
    pub optional: Vec<String>,
    /// Members that have no option.
    pub removed: Vec<String>,
    /// What members are that nobody sets, JSON.
    pub defaults: String,
    /// Options that exclude others.
    pub conflicts: Vec<Conflict>,
    /// How many items are asked for at a time where nobody says it, and the members that may be set then, with commas between.
    pub pages: Vec<String>,
    /// What of the reply goes to a file: the option that names the file, the one that names a member, what it is a member of, and
    /// which members there are, with commas between.
    pub saved: Vec<String>,
    /// Members that move into another one.
    pub moved: Option<Moved>,
}

/// An option that is no member, but makes parts of some.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnOption {
    /// Its name without dashes.
    pub name: String,
    /// How many words it takes.
    pub takes: String,
    /// What its words are.
    pub reads: String,
    /// Which words this is for, if not for all: `is …`, `begins …`, `ends …`.
    pub when: String,
    /// What is set where nothing is, JSON.
    pub base: String,
    /// What is set, JSON.
    pub sets: String,
    /// What is said of words that cannot be read.
    pub wrong: String,
    /// It must be there.
    pub required: bool,
    /// What it is for, CommonMark.
    pub docs: String,
}

/// An option that excludes others.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The option.
    pub option: String,
    /// What must not stand beside it.
    pub beside: Vec<String>,
    /// What is said then.
    pub message: String,
}

/// Members that move into the first item of another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The list that they move into.
    pub into: String,
    /// They do where its first item has one of these.
    pub beside: Vec<String>,
    /// Each with what it becomes there, JSON.
    pub members: Vec<(String, String)>,
}

impl ByHand {
    /// Whether nothing is done.
    pub fn is_empty(&self) -> bool {
        *self == ByHand::default()
    }

    /// [`ByHand::sent`] as the runtime reads it.
    pub fn sent_texts(&self) -> Vec<&str> {
        self.sent.iter().flat_map(|(member, how)| [member.as_str(), how]).collect()
    }

    /// [`ByHand::shown`] as the runtime reads it.
    pub fn shown_texts(&self) -> Vec<&str> {
        self.shown.iter().flat_map(|(path, how)| [path.as_str(), how]).collect()
    }

    /// [`ByHand::options`] as the runtime reads it.
    pub fn option_texts(&self) -> Vec<&str> {
        let each = self.options.iter().flat_map(|o| {
            let required = if o.required { "required" } else { "" };
            [&*o.name, &*o.takes, &*o.reads, &*o.when, &*o.base, &*o.sets, &*o.wrong, required, &*o.docs]
        });
        each.collect()
    }

    /// [`ByHand::conflicts`] as the runtime reads it.
    pub fn conflict_texts(&self) -> Vec<String> {
        let each = self.conflicts.iter();
        each.flat_map(|c| [c.option.clone(), c.beside.join(","), c.message.clone()]).collect()
    }

    /// [`ByHand::moved`] as the runtime reads it.
    pub fn moved_texts(&self) -> Vec<String> {
        let Some(moved) = &self.moved else { return Vec::new() };
        let members = moved.members.iter().flat_map(|(member, becomes)| [member.clone(), becomes.clone()]);
        [moved.into.clone(), moved.beside.join(",")].into_iter().chain(members).collect()
    }
}

/// A request's body that may be too long to be kept in memory.
#[derive(Debug)]
pub struct Upload {
    /// Method of the clients.
    pub ident: Ident,
    /// The request's member that it stands in for.
    pub member: String,
}

/// Operations that serve one purpose.
#[derive(Debug)]
pub struct Task {
    /// What they are for.
    pub title: String,
    /// Indices into [`Service::operations`].
    pub operations: Vec<usize>,
}

/// A state that one waits for.
#[derive(Debug)]
pub struct Waiter {
    /// The model's name.
    pub name: String,
    /// Method of the clients.
    pub method: Ident,
    /// Its table.
    pub table: Ident,
    /// Name on the command line, behind `wait`.
    pub command: String,
    /// What the state is, as a part of a sentence; CommonMark.
    pub until: String,
    /// Seconds between answers and questions.
    pub delay: u32,
    /// After how many answers one gives up.
    pub max_attempts: u32,
    /// What answers mean, in order.
    pub acceptors: Vec<Acceptor>,
}

impl Waiter {
    /// What the command does that asks an operation for the state, CommonMark.
    #[must_use]
    pub fn command_docs(&self, operation: &Operation) -> String {
        let Waiter { until, delay, max_attempts, .. } = self;
        let asked = &operation.command;
        format!(
            "Waits until {until}, and prints nothing. It asks `{asked}` every {delay} s, and exits with status 255 if \
             the state will not come or {max_attempts} answers were not enough."
        )
    }
}

/// An update, seen with the read of the state that it replaces.
#[derive(Debug)]
pub struct Pair {
    /// The operation that reads it.
    pub read: String,
    /// The method of that.
    pub read_ident: Ident,
    /// Members of both requests that say which one is meant.
    pub identified_by: Vec<String>,
    /// The optional ones of these that the state has too.
    pub named: Vec<Carried>,
    /// The member of the reply that is the state, where that is not the reply itself.
    pub member: Option<String>,
    /// The structure that the state is.
    pub state: TypeRef,
    /// The update's fields that the state has too.
    pub carried: Vec<Carried>,
    /// The update's members that the state has not.
    pub left: Vec<String>,
    /// The state's members that the update does not take.
    pub unsent: Vec<String>,
    /// The state's member that says when it was changed.
    pub changed: Option<String>,
}

/// What an operation takes differently from how replies say it: `pairs.json` beside the model.
#[derive(Clone, Debug, Default)]
pub struct Resent {
    /// Members that replies call differently.
    pub names: Vec<ReadAs>,
    /// What the service refuses when it is sent back.
    pub refused: Vec<Refusal>,
}

impl Refusal {
    /// Where it is refused, such as `beside Policies of x`; empty if always.
    #[must_use]
    pub fn place(&self) -> String {
        match (self.beside.as_str(), self.is.as_str()) {
            ("", _) => String::new(),
            (beside, _) if self.unless_read => format!("beside `{beside}`, where only one of them was read"),
            (beside, "") => format!("beside `{beside}`"),
            (beside, is) => format!("beside `{beside}` of `{is}`"),
        }
    }
}

impl Resent {
    /// Whether replies are sent back as they were read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.refused.is_empty()
    }

    /// The names as the command line's tables have them.
    pub fn name_texts(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flat_map(|name| [name.member.as_str(), name.read.as_str()])
    }

    /// The rules for items as the command line's tables have them.
    pub fn item_texts(&self) -> impl Iterator<Item = &str> {
        let rules = self.names.iter().flat_map(|name| name.items.iter().map(move |rule| (name, rule)));
        rules.flat_map(|(name, rule)| {
            let what = if rule.skips { "skip" } else { "cut" };
            rule.texts
                .iter()
                .flat_map(move |text| [name.member.as_str(), rule.member.as_str(), what, text.as_str()])
        })
    }

    /// What is refused as the command line's tables have it.
    pub fn refused_texts(&self) -> impl Iterator<Item = &str> {
        self.refused.iter().flat_map(|refusal| {
            let unless = if refusal.unless_read { "read" } else { "" };
            let Refusal { member, beside, is, why, .. } = refusal;
            [member.as_str(), beside.as_str(), is.as_str(), unless, why.as_str()]
        })
    }
}

/// A member of a request that replies call differently.
#[derive(Clone, Debug)]
pub struct ReadAs {
    /// The request's member.
    pub member: String,
    /// The name in replies.
    pub read: String,
    /// A sentence about it.
    pub why: String,
    /// For lists of structures: what is done to items.
    pub items: Vec<ItemRule>,
}

/// What is done to the items of a list before it is sent back.
#[derive(Clone, Debug)]
pub struct ItemRule {
    /// The member of the items that decides.
    pub member: String,
    /// Whether items are left out, rather than their member cut.
    pub skips: bool,
    /// The values of items that are left out, or the prefixes that are cut off.
    pub texts: Vec<String>,
}

/// What the service refuses when it is sent back.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The path to it.
    pub member: String,
    /// The path to what it is refused beside; empty if it is always refused.
    pub beside: String,
    /// The value that stands there then, unless any does.
    pub is: String,
    /// Both may stand together where both were read, and so agree.
    pub unless_read: bool,
    /// A sentence about it.
    pub why: String,
    /// The way to it, as fields; none where the library cannot leave it out.
    pub steps: Vec<Step>,
    /// The way to what it is refused beside.
    pub beside_steps: Vec<Step>,
}

/// A step on the way to a member.
#[derive(Clone, Debug)]
pub enum Step {
    /// To a field of a structure.
    Field {
        /// The field.
        ident: Ident,
        /// It is the type itself rather than an `Option` of it.
        plain: bool,
        /// Its type.
        ty: RustType,
    },
    /// To a key of a map.
    Key(String),
}

impl Operation {
    /// Whether the command line has it. As the AWS CLI, it leaves out what it could not call.
    #[must_use]
    pub fn is_command(&self) -> bool {
        self.unsupported.is_none() && !self.hidden
    }

    /// Structures that stand in the operation's own file.
    pub fn own_structures(&self) -> impl Iterator<Item = &Structure> {
        [&self.input, &self.output].into_iter().flatten().filter_map(|io| io.own.as_ref())
    }
}

/// A field that an update and the state have in common.
#[derive(Debug)]
pub struct Carried {
    /// The update's member.
    pub member: String,
    /// The state's member.
    pub read: String,
    /// The update's field.
    pub ident: Ident,
    /// The state's field.
    pub read_ident: Ident,
    /// The update's field is the type itself rather than an `Option` of it.
    pub plain: bool,
    /// The state's field is.
    pub read_plain: bool,
    /// Its type is `Copy`.
    pub copy: bool,
}

/// What the library's clients offer for a list's pages.
#[derive(Debug)]
pub struct Pages {
    /// The rules, where the model has none but request and reply carry the same token.
    pub inferred: Option<Paginator>,
    /// Method for pages.
    pub ident: Ident,
    /// Method for items, if there is one list and it stands at the top of the reply.
    pub items: Option<Items>,
}

/// Items of a list's pages.
#[derive(Debug)]
pub struct Items {
    /// Method.
    pub ident: Ident,
    /// The reply's field.
    pub field: Ident,
    /// Whether the field is the list itself rather than an `Option` of it.
    pub plain: bool,
    /// Type of an item.
    pub ty: RustType,
}

/// Where a parameter of the endpoint's rules comes from.
#[derive(Debug)]
pub enum EndpointSource {
    /// A constant of the operation.
    Constant(Constant),
    /// A member of the request.
    Member(String),
    /// What a JMESPath expression finds in the request.
    Path(String),
}

/// The request or reply of an operation.
#[derive(Debug)]
pub struct Io {
    /// Its Rust type and table.
    pub type_ref: TypeRef,
    /// The structure, if it stands in the operation's own file.
    pub own: Option<Structure>,
    /// Names of the options on the command line, in the order of the members.
    pub options: Vec<String>,
}

/// A type that is emitted in a file of its own.
#[derive(Debug)]
pub enum Type {
    /// A structure or union.
    Structure(Structure),
    /// An enum.
    Enum(Enum),
}

impl Type {
    /// Where it is.
    #[must_use]
    pub fn at(&self) -> &TypeRef {
        match self {
            Type::Structure(s) => &s.at,
            Type::Enum(e) => &e.at,
        }
    }

    /// The model's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Type::Structure(s) => &s.name,
            Type::Enum(e) => &e.name,
        }
    }
}

/// Where a structure or an enum is.
#[derive(Clone, Debug)]
pub struct TypeRef {
    /// The Rust type.
    pub ident: Ident,
    /// Its module.
    pub module: Ident,
    /// Which folder the module is in.
    pub place: Place,
    /// The place of its shape in the tables.
    pub id: ShapeId,
}

/// The folder of a type, and its table's name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `types/`.
    Types,
    /// The request in `operations/`.
    Request,
    /// The reply in `operations/`.
    Response,
}

/// A structure or union.
#[derive(Debug)]
pub struct Structure {
    /// The model's name.
    pub name: String,
    /// Where it is.
    pub at: TypeRef,
    /// CommonMark.
    pub docs: String,
    /// Members in the model's order.
    pub fields: Vec<Field>,
    /// Exactly one member is set.
    pub union: bool,
    /// Of an error: its code on the wire.
    pub code: Option<String>,
    /// Values must not be logged.
    pub sensitive: bool,
    /// Values are secret, also where a person looks at their own request.
    pub secret: bool,
    /// The model discourages its use.
    pub deprecated: bool,
    /// How it is written where that is not the protocol's default.
    pub wire: Option<Wire>,
}

/// A member.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// Name in Rust.
    pub ident: Ident,
    /// Type in Rust, `Option` aside.
    pub ty: RustType,
    /// Whether the Rust field is the type itself rather than an `Option` of it.
    pub plain: bool,
    /// Its table.
    pub shape: ShapeId,
    /// The service refuses a request without it.
    pub required: bool,
    /// A random UUID is sent if no value is given.
    pub idempotency_token: bool,
    /// Fills a label of the host prefix.
    pub host_label: bool,
    /// JSON text inside a string.
    pub json_value: bool,
    /// How it is written where that is not the protocol's default.
    pub wire: Option<Wire>,
    /// Its value is secret, whatever else the shape is used for.
    pub sensitive: bool,
    /// Does not stand beside the other members of a reply.
    pub apart: bool,
    /// What makes its value.
    pub helper: Option<Helper>,
    /// The model discourages its use.
    pub deprecated: bool,
    /// CommonMark.
    pub docs: String,
}

/// A type in Rust.
#[derive(Clone, Debug)]
pub enum RustType {
    /// `String`.
    String,
    /// `i32`.
    Integer,
    /// `i64`.
    Long,
    /// `f32`.
    Float,
    /// `f64`.
    Double,
    /// `bool`.
    Boolean,
    /// The runtime's `Timestamp`.
    Timestamp,
    /// The runtime's `Blob`.
    Blob,
    /// The runtime's `Value`.
    Document,
    /// An emitted enum.
    Enum(TypeRef),
    /// An emitted structure; boxed where it would contain itself.
    Structure(TypeRef, bool),
    /// `Vec`.
    List(Box<RustType>),
    /// `BTreeMap` with string keys.
    Map(Box<RustType>),
}

/// The place of a shape in the tables, by the name of its constant.
#[derive(Clone, Debug)]
pub struct ShapeId {
    /// The constant.
    pub ident: Ident,
    /// It is not in capitals, since two names of the model differ in case alone.
    pub verbatim: bool,
}

/// A shape without a Rust type of its own.
#[derive(Debug)]
pub struct PlainShape {
    /// The model's name.
    pub name: String,
    /// Its place in the tables.
    pub id: ShapeId,
    /// What values look like.
    pub kind: PlainKind,
    /// How it is written where that is not the protocol's default.
    pub wire: Option<Wire>,
    /// Constraints.
    pub limits: Limits,
}

/// What values of a plain shape look like.
#[derive(Debug)]
pub enum PlainKind {
    /// A kind without parts: the name of the runtime's `Kind` variant.
    Scalar(&'static str),
    /// A timestamp: the name of the runtime's `TimestampFormat` variant.
    Timestamp(&'static str),
    /// Items.
    List(ShapeId),
    /// Keys and values.
    Map(ShapeId, ShapeId),
}

/// Constraints of a shape.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Least length or value.
    pub min: Option<f64>,
    /// Greatest length or value.
    pub max: Option<f64>,
    /// Regular expression.
    pub pattern: Option<String>,
    /// Values must not be logged.
    pub sensitive: bool,
    /// For maps: keys whose values are secret.
    pub secret_keys: Vec<String>,
    /// Values are secret, also where a person looks at their own request.
    pub secret: bool,
}

/// An enum.
#[derive(Debug)]
pub struct Enum {
    /// The model's name.
    pub name: String,
    /// Where it is.
    pub at: TypeRef,
    /// CommonMark.
    pub docs: String,
    /// Values in the model's order.
    pub variants: Vec<Variant>,
    /// Constraints.
    pub limits: Limits,
}

/// A value of an enum.
#[derive(Debug)]
pub struct Variant {
    /// The value on the wire.
    pub value: String,
    /// Its variant.
    pub ident: Ident,
    /// CommonMark; empty where the name says it all.
    pub docs: String,
}

/// An error.
#[derive(Debug)]
pub struct ErrorShape {
    /// The model's name.
    pub name: String,
    /// Its variant in `ErrorCode`.
    pub variant: Ident,
    /// The structure.
    pub at: TypeRef,
    /// The code on the wire.
    pub code: String,
    /// CommonMark.
    pub docs: String,
}

impl Structure {
    /// Whether there is a member without which no value can be made.
    #[must_use]
    pub fn has_plain(&self) -> bool {
        self.fields.iter().any(|f| f.plain)
    }
}
