/** Ranks short texts by how well they fit a query (Okapi BM25). */

/** How fast further occurrences of a word stop to count. */
const SATURATION = 1.2;
/** How much long texts are held back, from 0 (not at all) to 1. */
const LENGTH_WEIGHT = 0.75;

/** Words that tell nothing about a tool. */
const STOP_WORDS = new Set(
  "a an and are as at be by for from in is it of on or that the this to with".split(" "),
);

/** A text that fits, by its place in the list. */
export interface RankedDocument {
  readonly index: number;
  /** Above 0; comparable within one ranking only. */
  readonly score: number;
}

/** The texts that share a word with the query, best first; those that fit alike keep their order. */
export function rankDocuments(texts: readonly string[], query: string): readonly RankedDocument[] {
  const documents = texts.map(countWords);
  const lengths = documents.map(totalOf);
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const words = [...countWords(query).keys()].map((word) => ({ word, weight: rarity(documents, word) }));

  return documents
    .map((counts, index) => {
      const relativeLength = (lengths[index] ?? 0) / averageLength;
      const damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relativeLength);
      const score = words.reduce((sum, { word, weight }) => {
        const count = counts.get(word) ?? 0;
        return sum + (weight * count * (SATURATION + 1)) / (count + damping);
      }, 0);
      return { index, score };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
}

type WordCounts = ReadonlyMap<string, number>;

/** A word of few texts weighs more. */
function rarity(documents: readonly WordCounts[], word: string): number {
  const having = documents.filter((counts) => counts.has(word)).length;
  return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
}

function totalOf(counts: WordCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Words in lower case without endings; `createIssue` and `create_issue` are two words each. */
function countWords(text: string): WordCounts {
  const counts = new Map<string, number>();
  const apart = text.normalize("NFKC").replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2");
  for (const [found] of apart.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (STOP_WORDS.has(found)) continue;
    const word = withoutEnding(found);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Enough for `issues` to meet `issue`, and `listing` and `created` to meet `list` and `create`. */
function withoutEnding(word: string): string {
  const stem = word.length > 4 ? word.replace(/(?:ies|ing|ed|es|s)$/, "") : word;
  return stem.length >= 3 ? stem.replace(/[ey]$/, "") : word;
}
