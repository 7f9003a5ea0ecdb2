// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
/** Valid Bash, one construct a script; whatever reads them may find no fault. */
export const VALID_BASH: readonly [string, string][] = [
  [
    'here-documents',
    'cat <<EOF\n$x "unclosed\nEOF\ncat <<\'A\' <<-"B"\none\nA\n\ttwo\n\tB\ncat <<\\END\n$(\nEND',
  ],
  ['a here-document in a pipeline', 'cat <<EOF | grep a |\nb\nEOF\nwc -l'],
  ['here-strings', 'read -r a b <<< "$x y"\ngrep a <<<$b'],
  [
    'arrays',
    'a=(1 "two" $(three) # comment\n  [5]=five)\na+=(x)\necho "${a[@]:1:2}" "${#a[@]}" "${!a[@]}"\ndeclare -A m=([k]=v)',
  ],
  [
    'tests with patterns',
    '[[ $x =~ ^[a-z]+(b|c)$ && ! -f "$y" || $z == *"q"* ]]\n[[ a < b ]] && [ "$x" = "y" ]',
  ],
  [
    'arithmetic',
    'x=$(( (1 + 2) * y ** 2 ))\n((x++))\n(( x > 3 && y )) || true\nfor ((i = 0; i < 3; i++)); do :; done\nlet x+=1',
  ],
  [
    'shifts in arithmetic',
    '((kib = 1 << 10))\n((y<<2)); ((y <<= 2))\nif (( (1<<3) & x )); then :; fi\nfor ((i = 1 << 2; i > 0; i >>= 1)); do :; done\necho $((1<<4))\nlet "z = 1 << 2"',
  ],
  [
    'arithmetic over several lines',
    'for ((\\\n  i=0;\n  i<3; i++)); do :; done\n((x = 1 +\n  2))\n((a); (b))\n((a) | b)',
  ],
  [
    'coprocesses of all forms',
    'coproc cat\ncoproc { cat; }\ncoproc NAME { a; b; } 2>&1\ncoproc N (cat)\ncoproc while read -r x; do :; done\ncoproc N while false; do :; done\ncoproc A=1 b\nx | coproc [[ a ]]',
  ],
  [
    'redirections to named descriptors',
    'exec {fd}> /dev/null {in}< /dev/null\necho >&"$fd"\nexec {fd}>&- {in}<&-\n{ a; } {log}>> b\nwhile read -r x; do :; done {fd}<c',
  ],
  ['case', 'case "$x" in\n  a|b) echo 1 ;;\n  (c) echo 2 ;&\n  *[0-9]*) ;;\n  *) echo 3\nesac'],
  ['case inside a substitution', 'x=$(case $y in a) echo 1;; b) echo 2;; esac)'],
  ['nested substitutions', 'x="$(echo "$(echo "${y:-$(date)}")")"\nz=`echo \\`date\\``'],
  [
    'process substitutions',
    'diff <(sort a) <(sort b)\nwhile read -r l; do echo "$l"; done < <(ls)\ntee >(wc -l) < a',
  ],
  [
    'expansions of all kinds',
    'echo ${x:-a b} ${x#*/} ${x%%.*} ${x/a/b} ${x^^} ${x@Q} ${!x} ${x:1:2} ${#x} ${x:?msg} $\'a\\tb\' $"hi"',
  ],
  [
    'functions of all forms',
    'a() { :; }\nfunction b { :; }\nfunction c() { :; }\nd() ( :; )\ne()\n{\n  :\n} > /dev/null\nf-g() { :; }',
  ],
  ['loops without in', 'f() { for i do echo "$i"; done; for j; do echo; done; }'],
  ['select and until', 'select x in a b; do break; done < /dev/null\nuntil true; do :; done'],
  ['if on one line', 'if true; then a; elif b; then c; else d; fi; ! e && f || g'],
  ['redirections', 'a > b 2>&1 < c >> d &> e\n{ a; b; } 3>&1 1>&2\nexec 4>&3 4>&-\na {fd}>b\na >| b <> c'],
  ['background and coprocesses', 'a & b & wait\ncoproc cat\ntime -p a | b |& c'],
  ['quotes in quotes', 'echo "it\'s $(echo "a \\"b\\"")" \'say "x"\' a\\ b \\" \\\''],
  ['comments and hashes', 'echo a#b # "unclosed\n# \'unclosed\nx=${y#z} # )'],
  ['continuation lines', 'a \\\n  --b \\\n  | c &&\n  d ||\n\n  e'],
  ['set and traps', 'set -euo pipefail\ntrap \'rm -f "$t"\' EXIT\nshopt -s extglob nullglob'],
  [
    'jq programs',
    'jq -n --arg t "$t" \'[{"issue title": $t, "n": (1 | tostring)}] | map(select(.n != "2"))\' >&3',
  ],
  ['awk programs', 'awk \'{ if ($1 > 3) { print $2 "}" } }\' file'],
  ['brace expansion', 'echo {1..3} {a,b}{c,d} x{y'],
  ['globs', 'ls *.txt [a-z]? **/*.sh ~/x ~root'],
  ['substrings with variables', 'option="${arg:$index:1}"\nx=${y:(-3)}'],
  ['a variable before a command', 'A=1 B="$C" cmd arg\nexport D=$(e) F\nlocal -r g="h" i'],
  ['reserved words as arguments', 'echo if then else fi do done case esac { } function'],
  ['empty text', ''],
  ['comments only', '#!/usr/bin/env bash\n# nothing\n'],
  ['unicode', 'größe="ü"; echo "名前 $größe"'],
  ['no last line end', 'echo a'],
];
