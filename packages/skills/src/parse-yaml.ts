/**
 * The YAML parser, as a module of ours: an `import()` of the package itself gives a bundle nothing but its default
 * export. Loaded by `import()` only, and only for what the simple reader leaves.
 */
export { parse as parseYaml } from "yaml";
