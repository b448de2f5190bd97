//! What the environment and the shared files say, by profile. Files are read when first asked for.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::client::error::{Error, ErrorKind};
use crate::session::settings::dialect::Dialect;
use crate::session::settings::ini::{Ini, IniError};
use crate::shapes::text::expand::expand;
use crate::shapes::text::os;
use crate::shapes::value::Ordered;

/// Environment variables: the process's, or given ones.
#[derive(Clone, Debug)]
pub struct Environment(Variables);

#[derive(Clone, Debug)]
enum Variables {
    /// The process's, read by this.
    Process(fn(&OsStr) -> String),
    Given(Ordered<String>),
}

impl Default for Environment {
    fn default() -> Environment {
        Environment::process()
    }
}

/// Whether a variable is the name of a file or folder; its bytes are kept, whatever the character set.
fn is_path(name: &str) -> bool {
    matches!(
        name,
        "AWS_CA_BUNDLE"
            | "AWS_CONFIG_FILE"
            | "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
            | "AWS_CREDENTIAL_FILE"
            | "AWS_LOGIN_CACHE_DIRECTORY"
            | "AWS_SHARED_CREDENTIALS_FILE"
            | "AWS_WEB_IDENTITY_TOKEN_FILE"
            | "BOTO_CONFIG"
            | "HOME"
            | "REQUESTS_CA_BUNDLE"
    )
}

impl Environment {
    /// The process's own.
    #[must_use]
    pub fn process() -> Environment {
        Environment::read_by(os::escape)
    }

    /// The process's own, of which `read` makes text.
    #[must_use]
    pub fn read_by(read: fn(&OsStr) -> String) -> Environment {
        Environment(Variables::Process(read))
    }

    /// These and no others.
    pub fn of<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Environment {
        Environment(Variables::Given(variables.into_iter().map(|(k, v)| (k.into(), v.into())).collect()))
    }

    /// A variable's value, if it is set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        match &self.0 {
            Variables::Process(_) if is_path(name) => std::env::var_os(name).as_deref().map(os::escape),
            Variables::Process(read) => std::env::var_os(name).as_deref().map(read),
            Variables::Given(variables) => variables.get(name).cloned(),
        }
    }

    /// The home folder, which the system knows even where no variable names it.
    fn home(&self) -> Option<PathBuf> {
        match &self.0 {
            Variables::Process(_) => std::env::home_dir(),
            Variables::Given(variables) => variables.get("HOME").map(PathBuf::from),
        }
    }
}

/// Environment, files and the profile that counts.
#[derive(Debug)]
pub struct Session {
    env: Environment,
    dialect: &'static Dialect,
    profile: String,
    explicit: bool,
    named: bool,
    files: Arc<Files>,
    attended: bool,
}

/// The two files, which every session of one environment shares.
#[derive(Debug, Default)]
struct Files {
    config: OnceLock<Ini>,
    credentials: OnceLock<Ini>,
}

impl Session {
    /// A session for `profile`, or for the one that the environment names, or for `default`.
    #[must_use]
    pub fn new(env: Environment, dialect: &'static Dialect, profile: Option<&str>) -> Session {
        Session::over(Arc::default(), env, dialect, profile)
    }

    /// The same environment and files, which are not read again, for another command line.
    #[must_use]
    pub fn again(&self, dialect: &'static Dialect, profile: Option<&str>) -> Session {
        Session::over(Arc::clone(&self.files), self.env.clone(), dialect, profile)
    }

    fn over(
        files: Arc<Files>,
        env: Environment,
        dialect: &'static Dialect,
        profile: Option<&str>,
    ) -> Session {
        let given = profile.filter(|p| !p.is_empty()).map(str::to_owned);
        let explicit = given.is_some();
        // A variable that is set to nothing names a profile, which does not exist.
        let from_env = || dialect.profile_variables.iter().find_map(|name| env.get(name));
        let named = given.or_else(from_env);
        Session {
            dialect,
            explicit,
            named: named.is_some(),
            profile: named.unwrap_or_else(|| "default".into()),
            files,
            env,
            attended: true,
        }
    }

    /// The same environment and files, for another profile.
    pub(crate) fn for_profile(&self, profile: &str) -> Session {
        Session {
            env: self.env.clone(),
            dialect: self.dialect,
            profile: profile.to_owned(),
            explicit: true,
            named: true,
            files: Arc::clone(&self.files),
            attended: self.attended,
        }
    }

    /// The same session, in which nobody can be asked for a code.
    #[must_use]
    pub fn unattended(self) -> Session {
        Session { attended: false, ..self }
    }

    pub(crate) fn is_attended(&self) -> bool {
        self.attended
    }

    /// The profile's name.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// Which of the two command lines this is for.
    #[must_use]
    pub fn dialect(&self) -> &'static Dialect {
        self.dialect
    }

    pub(crate) fn profile_is_explicit(&self) -> bool {
        self.explicit
    }

    /// An environment variable.
    #[must_use]
    pub fn env(&self, name: &str) -> Option<String> {
        self.env.get(name)
    }

    /// Fails if the profile was named but exists in neither file.
    ///
    /// # Errors
    /// [`ErrorKind::ProfileNotFound`], or [`ErrorKind::ConfigParse`].
    pub fn check_profile(&self) -> Result<(), Error> {
        if !self.named || self.profile_exists()? || self.profile == "default" {
            return Ok(());
        }
        let message = format!("The config profile ({}) could not be found", self.profile);
        Err(Error::new(ErrorKind::ProfileNotFound, message))
    }

    /// Whether one of the files has the profile.
    pub(crate) fn profile_exists(&self) -> Result<bool, Error> {
        Ok(self.config()?.has("profile", &self.profile) || self.credentials_file()?.has("", &self.profile))
    }

    /// Names of the profiles in both files, sorted.
    ///
    /// # Errors
    /// [`ErrorKind::ConfigParse`].
    pub fn profiles(&self) -> Result<Vec<String>, Error> {
        let (config, credentials) = (self.config()?, self.credentials_file()?);
        let mut names: Vec<&str> = config.sections("profile").collect();
        names.extend(credentials.sections(""));
        names.sort_unstable();
        names.dedup();
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    /// A key of the profile. Where both files have it, the credentials file wins.
    ///
    /// # Errors
    /// [`ErrorKind::ConfigParse`].
    pub fn value(&self, key: &str) -> Result<Option<String>, Error> {
        let own = self.config_value(key)?;
        Ok(self.credentials_value(key)?.or(own))
    }

    /// A setting: the first environment variable that is set, else the profile's key.
    ///
    /// # Errors
    /// [`ErrorKind::ConfigParse`].
    pub fn setting(&self, variables: &[&str], key: &str) -> Result<Option<String>, Error> {
        match variables.iter().find_map(|name| self.env(name)) {
            Some(value) => Ok(Some(value)),
            None => self.value(key),
        }
    }

    /// A switch; anything but `true` is off.
    ///
    /// # Errors
    /// [`ErrorKind::ConfigParse`].
    pub fn flag(&self, variables: &[&str], key: &str) -> Result<bool, Error> {
        Ok(self.setting(variables, key)?.is_some_and(|v| v.trim().eq_ignore_ascii_case("true")))
    }

    /// A key of the profile's section in the config file.
    pub(crate) fn config_value(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.config()?.get("profile", &self.profile, key).map(str::to_owned))
    }

    /// A key of the profile's section in the credentials file.
    pub(crate) fn credentials_value(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.credentials_file()?.get("", &self.profile, key).map(str::to_owned))
    }

    /// A key below a key of the profile in the config file.
    pub fn nested_value(&self, key: &str, inner: &str) -> Result<Option<String>, Error> {
        Ok(self.config()?.nested("profile", &self.profile, key, inner).map(str::to_owned))
    }

    /// Whether the config file has a section, such as `[sso-session NAME]`.
    pub(crate) fn has_section(&self, kind: &str, name: &str) -> bool {
        self.config().is_ok_and(|ini| ini.has(kind, name))
    }

    /// A key of a section of the config file.
    pub(crate) fn section_value(&self, kind: &str, name: &str, key: &str) -> Option<String> {
        self.config().ok()?.get(kind, name, key).map(str::to_owned)
    }

    /// A service's key in the `services` section that the profile names.
    ///
    /// # Errors
    /// If the profile names a section that does not exist.
    pub(crate) fn service_value(&self, service: &str, key: &str) -> Result<Option<String>, Error> {
        let Some(section) = self.config_value("services")? else { return Ok(None) };
        let ini = self.config()?;
        if !ini.has("services", &section) {
            let message = format!(
                "The profile is configured to use the services section but the \"{section}\" services \
                 configuration does not exist."
            );
            return Err(Error::new(ErrorKind::Config, message));
        }
        if ini.get("services", &section, service).is_some_and(|value| !value.starts_with('\n')) {
            let message = format!(
                "The services section \"{section}\" has a value for {service} where settings belong."
            );
            return Err(Error::new(ErrorKind::Config, message));
        }
        Ok(ini.nested("services", &section, service, key).map(str::to_owned))
    }

    fn config(&self) -> Result<&Ini, Error> {
        self.load(&self.files.config, "AWS_CONFIG_FILE", "config")
    }

    fn credentials_file(&self) -> Result<&Ini, Error> {
        self.load(&self.files.credentials, "AWS_SHARED_CREDENTIALS_FILE", "credentials")
    }

    fn load<'a>(&self, cell: &'a OnceLock<Ini>, variable: &str, name: &str) -> Result<&'a Ini, Error> {
        if let Some(ini) = cell.get() {
            return Ok(ini);
        }
        let path = self.env(variable).unwrap_or_else(|| format!("~/.aws/{name}"));
        let ini = read(&self.expand(&path), Ini::parse)?;
        Ok(cell.get_or_init(|| ini))
    }

    /// A key of another file in the same format.
    pub(crate) fn value_of(&self, file: &str, section: &str, key: &str) -> Result<Option<String>, Error> {
        Ok(read(&self.expand(file), Ini::parse)?.get("", section, key).map(str::to_owned))
    }

    /// The file of the AWS CLI's aliases; empty where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::ConfigParse`].
    pub fn aliases(&self) -> Result<Ini, Error> {
        read(&self.expand("~/.aws/cli/alias"), Ini::plain)
    }

    /// A path in which `~` stands for the home folder, and `$NAME` for a variable.
    pub(crate) fn expand(&self, path: &str) -> PathBuf {
        let home = || self.env.home().map(|home| os::escape(home.as_os_str()));
        let value = |name: &str| if name == "HOME" { home() } else { self.env.get(name) };
        os::unescape(&expand(path, value)).into()
    }
}

fn read(path: &Path, parse: fn(&str) -> Result<Ini, IniError>) -> Result<Ini, Error> {
    let unreadable = |source: Box<dyn std::error::Error + Send + Sync>| {
        let message = format!("Unable to parse config file: {}", path.display());
        Error::new(ErrorKind::ConfigParse, message).with_source(source)
    };
    // A pipe is no file, and might never end; one that is not there, or may not be read, is as good as an empty one.
    if !path.is_file() {
        return Ok(Ini::default());
    }
    let bytes = match crate::client::bounded::read(path, crate::client::bounded::SETTINGS) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            return Err(unreadable(error.into()));
        }
        Err(_) => return Ok(Ini::default()),
    };
    let text = String::from_utf8(bytes).map_err(|e| unreadable(e.into()))?;
    parse(&text).map_err(|e| unreadable(e.into()))
}
