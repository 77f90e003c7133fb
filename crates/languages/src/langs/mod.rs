//! The languages: a file each, with what is odd about it. A new one is a file and a line here.

use crate::Profile;

macro_rules! languages {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// Every profile, by id. [`crate::Lang`] is an index into it.
        pub(crate) const PROFILES: &[Profile] = &[$($module::PROFILE),*];
    };
}

languages! {
    bash
    c
    cpp
    csharp
    css
    dart
    dockerfile
    elixir
    go
    haskell
    hcl
    html
    java
    javascript
    json
    kotlin
    lua
    markdown
    nix
    objc
    ocaml
    ocaml_interface
    php
    python
    ruby
    rust
    scala
    solidity
    svelte
    swift
    toml
    tsx
    typescript
    vue
    yaml
    zig
}
