#!/usr/bin/env bash
# Counts the instructions of a fixed build, and fails where they have grown by more than a tenth since tests/instructions.txt was
# written. Instructions, unlike seconds, do not depend on what else the machine does. They do depend on the compiler: after a
# new one, and after a change that is worth its price, write the number anew.
# usage: tests/instructions.sh [--write]
set -euo pipefail
cd "$(dirname "$0")/.."

baseline=tests/instructions.txt
compiler=$(rustc --version)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 120 pages in 6 sections, with terms, feeds, a search index, a theme's worth of templates and all checks.
make_site() {
  local number section
  mkdir -p "$1/content" "$1/templates/components"
  cat >"$1/lucarne.yaml" <<'END'
base_url: https://a.example
title: Mesure
default_language: fr
generate_feeds: true
build_search_index: true
taxonomies: [{name: tags, paginate_by: 10}]
END
  cat >"$1/templates/base.html" <<'END'
<!doctype html>
<html lang="{{ lang }}"><head><title>{% block title %}{{ config.title }}{% endblock title %}</title></head>
<body><header><a href="{{ get_url(path="@/_index.md") }}">{{ config.title }}</a></header><main>{% block main %}{% endblock main %}</main></body></html>
END
  cat >"$1/templates/index.html" <<'END'
{% extends "base.html" %}
{% block main %}<h1>{{ section.title }}</h1>{{ section.content | safe }}<ul>{% for path in section.subsections %}{% set s = get_section(path=path) %}<li><a href="{{ s.permalink }}">{{ s.title }}</a></li>{% endfor %}</ul>{% endblock main %}
END
  cat >"$1/templates/section.html" <<'END'
{% extends "base.html" %}
{% block title %}{{ section.title }}{% if paginator.current_index > 1 %} {{ paginator.current_index }}{% endif %}{% endblock title %}
{% block main %}<h1>{{ section.title }}</h1><ul>{% for page in paginator.pages %}<li><a href="{{ page.permalink }}">{{ page.title }}</a> {{ page.date | date(format="%d/%m/%Y") }}</li>{% endfor %}</ul>{% endblock main %}
END
  cat >"$1/templates/page.html" <<'END'
{% extends "base.html" %}
{% block title %}{{ page.title }}{% endblock title %}
{% block main %}<h1>{{ page.title }}</h1><ol>{% for h in page.toc %}<li><a href="{{ h.permalink }}">{{ h.title }}</a></li>{% endfor %}</ol>{{ page.content | safe }}{% if page.lower %}<a href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %}{% for tag in page.taxonomies.tags %}<a href="{{ get_taxonomy_url(kind="tags", term=tag) }}">{{ tag }}</a>{% endfor %}{% endblock main %}
END
  printf '%s\n' '{% extends "base.html" %}{% block main %}<h1>Sujets</h1>{% for t in terms %}<a href="{{ t.permalink }}">{{ t.name }}</a>{% endfor %}{% endblock main %}' >"$1/templates/taxonomy_list.html"
  printf '%s\n' '{% extends "base.html" %}{% block title %}{{ term.name }} {{ paginator.current_index }}{% endblock title %}{% block main %}<h1>{{ term.name }}</h1>{% for p in paginator.pages %}<a href="{{ p.permalink }}">{{ p.title }}</a>{% endfor %}{% endblock main %}' >"$1/templates/taxonomy_single.html"
  printf '%s\n' '{% component note(title="") %}<aside><b>{{ title }}</b>{{ body | safe }}</aside>{% endcomponent note %}' >"$1/templates/components/note.html"
  printf -- '---\ntitle: Accueil\n---\nBonjour « à tous » !\n' >"$1/content/_index.md"
  for section in 0 1 2 3 4 5; do
    mkdir "$1/content/s$section"
    printf -- '---\ntitle: Rubrique %s\nsort_by: date\npaginate_by: 7\n---\n' $section >"$1/content/s$section/_index.md"
  done
  for number in $(seq 0 119); do
    section=$((number % 6))
    cat >"$1/content/s$section/p$number.md" <<END
---
title: "Page numéro $number"
date: 20$((10 + number % 15))-0$((1 + number % 9))-$((10 + number % 18))
description: "Ce que dit la page $number : un, deux, trois."
taxonomies: {tags: [Sujet $((number % 7)), Sujet $((number % 5))]}
---
Il était « une fois » *un jeune* de 16 ans, à 3 km du village : que faire ? Voir [la page $(((number + 1) % 120))](../s$(((number + 1) % 6))/p$(((number + 1) % 120)).md#deux)... **Demander**, dès le 1er mai.

## Un

- premier : oui
- deuxième ; non
  1. encore
  2. toujours

| Nom | Lieu |
|-----|-----:|
| A   | B !  |

{% <note title="À savoir"> %}
Une note, avec [le guide $number](https://b.example/$number) et des mots.
{% </note> %}

## Deux

\`\`\`rust
fn main() { println!("{}", $number); }
\`\`\`

Des mots, encore des mots, « toujours des mots » — les mêmes mots[^1] ; et un ![dessin](/dessin.svg) pour finir.

[^1]: La note numéro $number.
END
  done
  mkdir "$1/static"
  printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Dessin</title></svg>\n' >"$1/static/dessin.svg"
}

make_site "$work/site"
program=$PWD/target/debug/lucarne
cargo build --quiet --locked
# One thread, addresses that do not move where the system permits it, and nothing of this machine's settings.
still=(setarch "$(uname -m)" -R)
"${still[@]}" true 2>/dev/null || still=()
cd "$work/site"
env -i PATH="$PATH" HOME="$work" LC_ALL=C.UTF-8 RAYON_NUM_THREADS=1 "${still[@]}" \
  valgrind --tool=callgrind --callgrind-out-file="$work/callgrind.out" "$program" build --output-dir "$work/public" \
  >"$work/said" 2>&1 || {
  cat "$work/said" >&2
  exit 1
}
cd - >/dev/null
counted=$(sed -n 's/^\(summary\|totals\): *\([0-9]*\).*/\2/p' "$work/callgrind.out" | head -n 1)

if [ "${1:-}" = --write ]; then
  printf '%s\n%s\n' "$counted" "$compiler" >"$baseline"
  exit
fi
{ read -r known && read -r by; } <"$baseline"
printf '%s instructions; %s when the number was last written (%+d per thousand)\n' \
  "$counted" "$known" $(((counted - known) * 1000 / known))
if [ "$by" != "$compiler" ]; then
  echo "That was with $by, this is $compiler: not compared. Write the number anew: tests/instructions.sh --write"
elif [ $((counted * 10)) -gt $((known * 11)) ]; then
  echo "A build takes over a tenth more than it did. Where that is worth it: tests/instructions.sh --write" >&2
  exit 1
fi
