/* The figures of Sphinx. Pages of the other language than that of the search page are last. */
var Scorer = {
  score: ([name, , , , score]) =>
    name.startsWith("docs/zh/") === location.pathname.endsWith("/search_zh.html") ? score : score - 1000,
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
