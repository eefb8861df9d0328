/** How typing filters options; `none` for a field that takes no typing. */
export type FilterMode = 'fuzzy' | 'contains' | 'prefix' | 'none';

/** The ranks of a label, best first; what only has the letters in order comes after these, closer letters first. */
const BEGINS = 0;
const WORD_BEGINS = 1;
const CONTAINS = 2;
const IN_ORDER = 3;

/** Return the indices of the labels that fit what is typed, the best first; in their own order if nothing is typed. */
export function matchLabels(
  labels: readonly string[],
  typed: string,
  mode: FilterMode
): readonly number[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '' || mode === 'none') {
    return labels.map((_, index) => index);
  }
  const found: { readonly index: number; readonly rank: number }[] = [];
  labels.forEach((label, index) => {
    const rank = rankOf(label.toLowerCase(), wanted, mode);
    if (rank !== null) {
      found.push({ index, rank });
    }
  });
  if (mode === 'fuzzy') {
    found.sort((a, b) => a.rank - b.rank); // a stable sort
  }
  return found.map(one => one.index);
}

function rankOf(
  label: string,
  wanted: string,
  mode: FilterMode
): number | null {
  const place = label.indexOf(wanted);
  if (place === 0) {
    return BEGINS;
  }
  if (mode === 'prefix') {
    return null;
  }
  if (place > 0) {
    return /[\s\p{P}]/u.test(label.charAt(place - 1)) ? WORD_BEGINS : CONTAINS;
  }
  return mode === 'fuzzy' ? rankOfLetters(label, wanted) : null;
}

/** Return how far apart the letters of `wanted` stand in a label; null if they are not there in this order. */
function rankOfLetters(label: string, wanted: string): number | null {
  const first = label.indexOf(wanted.charAt(0));
  let last = first - 1;
  for (const letter of wanted) {
    last = label.indexOf(letter, last + 1);
    if (last < 0) {
      return null;
    }
  }
  return IN_ORDER + last - first;
}
