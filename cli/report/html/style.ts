/** The style sheet of a report page: readable in light and dark, on a telephone and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1d2330; --page: #fff; --quiet: #5b6475; --line: #d8dde6; --panel: #f5f7fa; --good: #0b6b3a; --warn: #8a5300; --bad: #b3261e; --was: #fde8e6; --now: #e3f5e9; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e8ef; --page: #14171d; --quiet: #9aa4b5; --line: #333b48; --panel: #1c2129; --good: #6fd39b; --warn: #f0b860; --bad: #ff8a80; --was: #44201e; --now: #163523; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
code, td { overflow-wrap: anywhere; }
code { font: .9em/1.4 ui-monospace, "Noto Sans Mono CJK JP", monospace; }
.quiet { color: var(--quiet); }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; list-style: none; }
.counts li { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; min-width: 6.5rem; padding: .5rem .8rem; }
.counts b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
.dangers { border: 1px solid var(--bad); border-left-width: .4rem; border-radius: .5rem; padding: .2rem 1rem .6rem; }
.dangers h2 { color: var(--bad); margin-top: .6rem; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; }
summary { background: var(--panel); border-radius: .5rem; cursor: pointer; padding: .5rem .8rem; }
.step { border-top: 1px solid var(--line); padding: .6rem .8rem; }
.create { color: var(--good); } .update, .warning { color: var(--warn); } .delete, .error { color: var(--bad); } .note { color: var(--quiet); }
table { border-collapse: collapse; margin-top: .3rem; table-layout: fixed; width: 100%; }
th, td { padding: .2rem .5rem; text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: normal; font-size: .85rem; }
tr + tr { border-top: 1px solid var(--line); }
.was { background: var(--was); } .now { background: var(--now); }
mark { background: none; border-bottom: 2px solid currentColor; color: inherit; font-weight: bold; }
.side { color: var(--quiet); font-size: .85rem; } .side.theirs, .side.both { color: var(--warn); }
.group-delete > details { border-color: var(--bad); } .group-blocked > details { border-color: var(--warn); }
@media print { details::details-content { content-visibility: visible; } }
`;
