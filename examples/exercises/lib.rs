//! Empty, because a package needs a file that git keeps. Your answers are in `src/bin`.
