import { expect, test } from "@jest/globals";
import { detectTerminal } from "./detect-terminal.ts";

test.each<[Record<string, string>, string]>([
  [{}, "unknown"],
  [{ TERM: "" }, "unknown"],
  [{ TERM: "xterm-256color" }, "xterm-256color"],
  [{ TERM: "dumb" }, "dumb"],
  [{ TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.2", TERM: "xterm" }, "vscode/1.2"],
  [{ TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "", TERM: "xterm" }, "vscode"],
  [{ TERM_PROGRAM: " iTerm app ", TERM_PROGRAM_VERSION: "3" }, "_iTerm_app_/3"],
  [{ TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4" }, "tmux/3.4"],
  [{ TERM_PROGRAM: "", WEZTERM_VERSION: "" }, "WezTerm"],
  [{ KITTY_WINDOW_ID: "1", WEZTERM_VERSION: "2" }, "WezTerm/2"],
  [{ TERM_SESSION_ID: "x", ITERM_PROFILE: "y" }, "iTerm.app"],
  [{ ITERM_SESSION_ID: "y" }, "iTerm.app"],
  [{ TERM_SESSION_ID: "x" }, "Apple_Terminal"],
  [{ KITTY_WINDOW_ID: "", TERM: "x" }, "kitty"],
  [{ TERM: "xterm-kitty" }, "kitty"],
  [{ ALACRITTY_SOCKET: "s" }, "Alacritty"],
  [{ TERM: "alacritty" }, "Alacritty"],
  [{ KONSOLE_VERSION: "230800" }, "Konsole/230800"],
  [{ KONSOLE_VERSION: "", TERM: "xterm" }, "Konsole"],
  [{ VTE_VERSION: "7000", GNOME_TERMINAL_SCREEN: "x" }, "gnome-terminal"],
  [{ VTE_VERSION: "7000" }, "VTE/7000"],
  [{ WT_SESSION: "x" }, "WindowsTerminal"],
])("%j is %s", (env, terminal) => {
  expect(detectTerminal(env, undefined)).toBe(terminal);
});

test.each([
  [{ termType: "ghostty 1.2.3", termName: "xterm" }, "ghostty/1.2.3"],
  [{ termType: "ghostty", termName: "xterm" }, "ghostty"],
  [{ termType: " ", termName: "xterm-256color" }, "xterm-256color"],
  [{ termType: undefined, termName: undefined }, "tmux/3.4"],
])("inside tmux the client %j counts", (tmux, terminal) => {
  const env = { TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4", TERM: "tmux-256color" };
  expect(detectTerminal(env, tmux)).toBe(terminal);
  expect(detectTerminal({ TERM: "xterm" }, tmux)).toBe("xterm");
});
