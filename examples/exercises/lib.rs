//! Empty: a package needs something that git keeps. Your answers are in `src/bin`.
