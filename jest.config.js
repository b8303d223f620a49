/** One run for the whole workspace: every package is loaded from its TypeScript source. */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  testMatch: ["<rootDir>/(packages|apps|tests|tooling)/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/fixtures/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/fixtures/"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2024", parser: { syntax: "typescript" } },
        module: { type: "es6" },
      },
    ],
  },
  transformIgnorePatterns: ["/node_modules/"],
  testTimeout: 20_000,
  maxWorkers: 2,
};
