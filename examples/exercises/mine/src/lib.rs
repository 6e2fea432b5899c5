//! Empty: a package needs something that git keeps. The answers are in `bin`.
