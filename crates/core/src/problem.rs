//! Why a file, or a part of it, was not read: said to people and to programs.

/// What kept a file from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// For programs.
    pub code: ProblemCode,
    /// For people: one Chinese sentence, what is wrong and what to do.
    pub message: String,
}

/// Kinds of [`Problem`]; their names are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemCode {
    /// No bytes, or nothing but white space.
    Empty,
    /// A format that is not read.
    Unsupported,
    /// Opens only with a password.
    Encrypted,
    /// Encrypted in a way whose password is not taken here: to be unlocked by hand.
    Locked,
    /// The password that was given does not open it.
    WrongPassword,
    /// Broken, or not what its name says.
    Damaged,
    /// An image, and no models of recognition (文字识别模型) are installed.
    NoModels,
    /// An image on which no words were recognised.
    NoWords,
    /// A program that converts the format is not installed.
    NeedsConversion,
    /// The format has no image of a page.
    NoImage,
    /// Unpacks to what no file of a dossier does.
    Bomb,
    /// More bytes, pages, words or files inside than are taken.
    TooLarge,
    /// Lies too deep in archives.
    TooDeep,
    /// Took longer than allowed.
    Timeout,
    /// Its reader died of it.
    Crashed,
    /// Was read, but for something inside it.
    Incomplete,
    /// Can't be opened: not a file, or no permission.
    Unreadable,
    /// Not the file's fault: the service's own.
    Service,
}

impl ProblemCode {
    /// The published name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unsupported => "unsupported",
            Self::Encrypted => "encrypted",
            Self::Locked => "locked",
            Self::WrongPassword => "wrong_password",
            Self::Damaged => "damaged",
            Self::NoModels => "no_models",
            Self::NoWords => "no_words",
            Self::NeedsConversion => "needs_conversion",
            Self::NoImage => "no_image",
            Self::Bomb => "bomb",
            Self::TooLarge => "too_large",
            Self::TooDeep => "too_deep",
            Self::Timeout => "timeout",
            Self::Crashed => "crashed",
            Self::Incomplete => "incomplete",
            Self::Unreadable => "unreadable",
            Self::Service => "service",
        }
    }
}
