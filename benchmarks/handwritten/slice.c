/* `slice.ipp` by hand over columns, for speed: the amounts due to each applicant in each year of the window, in fen.

   A day is a number of days since 1970-01-01; a day that never comes is the largest. The records of applicant i are
   those from offset i to offset i + 1. The caller must ensure that everything is stated and known, that nothing was
   paid earlier, that no field of an applicant changes, and that sums are not negative. Items differ within an
   applicant. Therefore an award that is paid once, or for the first event of an item, needs no state and no key.

   Every sum and product is checked for overflow of 64 bits. Overflows are counted, and the caller refuses them. */

#include <stdint.h>

typedef int64_t i64;
typedef int32_t i32;
typedef uint8_t u8;

enum { START = 18982, END = 20088 };                 /* 2021-12-21 and 2024-12-31 */
enum { IN_2022 = 18993, IN_2023 = 19358, IN_2024 = 19723 }; /* the first days of these years */
enum { TOO_YOUNG = 16436 };                          /* 2015-01-01: patents filed from then on are too young */
enum { YEARS = 4 };
#define NEVER INT32_MAX

/* In the order of `slice_c.COLUMNS`. */
typedef struct {
  const u8 *unit, *person, *here;
  const i32 *as_of;
  const i64 *product; const i32 *product_on;
  const i64 *gi_mark; const i32 *gi_mark_on;
  const i64 *mark; const i32 *mark_on;
  const i64 *work; const i32 *work_on;
  const i64 *contract; const i64 *amount; const u8 *used; const u8 *related; const i32 *contract_on;
  const i64 *loan; const i64 *interest; const u8 *in_time; const i32 *loan_on;
  const i64 *insurance; const i64 *premium; const i32 *insurance_on;
  const i64 *title; const u8 *title_is; const i32 *title_on;
  const i64 *audit; const i32 *audit_on;
  const i64 *model; const i32 *model_on;
  const i64 *program; const i32 *program_on;
  const i64 *patent; const i32 *filed_on; const i32 *granted_on; const i32 *lapsed_on;
} Columns;

#define ADD(sum, more) (bad |= __builtin_add_overflow((sum), (i64)(more), &(sum)))
#define LESS(a, b) ((a) < (b) ? (a) : (b))
#define MORE(a, b) ((a) > (b) ? (a) : (b))
/* One comparison for both ends of the window. */
#define WITHIN(day) ((uint32_t)((day) - START) <= open)

static inline int year_of(i32 day) { return (day >= IN_2022) + (day >= IN_2023) + (day >= IN_2024); }

/* A share in tenths or hundredths, half up. */
static inline i64 share(i64 of, i64 times, i64 over, int *bad) {
  i64 found;
  *bad |= __builtin_mul_overflow(of, times, &found);
  *bad |= __builtin_add_overflow(found, over / 2, &found);
  return found / over;
}

/* The same day ten years later. A 29 February becomes a 28 February: no leap year is ten years after another. Days are
   counted from 1 March of the year 0, so that a leap day ends its year. */
static inline i32 ten_years_after(i32 day) {
  i32 since = day + 719468, era = since / 146097, of_era = since - era * 146097;
  i32 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  i32 of_year = of_era - (365 * year + year / 4 - year / 100);
  if (of_year == 365) of_year = 364;
  i32 later = era * 400 + year + 10, of = later % 400;
  return later / 400 * 146097 + 365 * of + of / 4 - of / 100 + of_year - 719468;
}

/* A number of records, at most `most`. */
static inline int at_least(const i64 *offsets, const i32 *on, i64 i, i32 day, int most) {
  i64 first = offsets[i], stop = offsets[i + 1];
  if (stop - first < most) return 0;
  i64 found = 0;
  for (i64 r = first; r < stop; r++) found += on[r] <= day;
  return found >= most;
}

/* The sums of the applicants from `first` to `stop`. Returns how many of them overflowed 64 bits. */
i64 slice_sums(const Columns *of, i64 first, i64 stop, i64 *sums) {
  const Columns t = *of;
  static const i64 title_sum[3] = {20000000, 10000000, 8000000};
  i64 refused = 0;
  for (i64 i = first; i < stop; i++) {
    i64 y[YEARS] = {0};
    int bad = 0;
    i32 last = LESS(END, t.as_of[i]);
    i64 *out = sums + YEARS * i;
    if (!t.here[i] || last < START) goto done;
    uint32_t open = (uint32_t)(last - START);

    /* article 3 */
    for (i64 r = t.product[i]; r < t.product[i + 1]; r++)
      if (WITHIN(t.product_on[r])) ADD(y[year_of(t.product_on[r])], 20000000);
    for (i64 r = t.gi_mark[i]; r < t.gi_mark[i + 1]; r++)
      if (WITHIN(t.gi_mark_on[r])) ADD(y[year_of(t.gi_mark_on[r])], 10000000);
    for (i64 r = t.mark[i]; r < t.mark[i + 1]; r++)
      if (WITHIN(t.mark_on[r])) ADD(y[year_of(t.mark_on[r])], 1000000);

    /* article 4: counts from each year on, so that the loop has no branch */
    i64 lo = t.work[i], hi = t.work[i + 1];
    if (lo < hi && (t.unit[i] | t.person[i])) {
      i32 n = 0, n2 = 0, n3 = 0, n4 = 0;
      for (i64 r = lo; r < hi; r++) {
        i32 day = t.work_on[r], in = WITHIN(day);
        n += in, n2 += in & (day >= IN_2022), n3 += in & (day >= IN_2023), n4 += in & (day >= IN_2024);
      }
      i64 most = t.person[i] ? 50 : 100;
      ADD(y[0], 20000 * LESS(n - n2, most));
      ADD(y[1], 20000 * LESS(n2 - n3, most));
      ADD(y[2], 20000 * LESS(n3 - n4, most));
      ADD(y[3], 20000 * LESS(n4, most));
    }

    /* article 5: in the year in which the patent is first both in force and ten years old */
    for (i64 r = t.patent[i]; r < t.patent[i + 1]; r++) {
      if (t.filed_on[r] >= TOO_YOUNG) continue;
      i32 day = ten_years_after(t.filed_on[r]);
      day = MORE(day, t.granted_on[r]);
      day = MORE(day, START);
      if (day <= last && day < t.lapsed_on[r]) ADD(y[year_of(day)], 1000000);
    }

    /* article 7 */
    if (t.contract[i] < t.contract[i + 1]) {
      i64 group[YEARS] = {0};
      for (i64 r = t.contract[i]; r < t.contract[i + 1]; r++) {
        i32 day = t.contract_on[r];
        if (!(WITHIN(day) & t.used[r] & !t.related[r])) continue;
        i64 amount = t.amount[r];
        i64 sum = amount >= 500000000 ? 5000000 : amount >= 100000000 ? 2000000 : share(amount, 1, 100, &bad);
        ADD(group[year_of(day)], sum);
      }
      for (int k = 0; k < YEARS; k++) ADD(y[k], LESS(group[k], 5000000));
    }

    /* article 8 */
    if (t.loan[i] < t.loan[i + 1]) {
      i64 group[YEARS] = {0};
      for (i64 r = t.loan[i]; r < t.loan[i + 1]; r++)
        if (WITHIN(t.loan_on[r]) & t.in_time[r]) ADD(group[year_of(t.loan_on[r])], share(t.interest[r], 3, 10, &bad));
      for (int k = 0; k < YEARS; k++) ADD(y[k], LESS(group[k], 10000000));
    }
    if (t.insurance[i] < t.insurance[i + 1]) {
      i64 group[YEARS] = {0};
      for (i64 r = t.insurance[i]; r < t.insurance[i + 1]; r++)
        if (WITHIN(t.insurance_on[r])) ADD(group[year_of(t.insurance_on[r])], share(t.premium[r], 3, 10, &bad));
      for (int k = 0; k < YEARS; k++) ADD(y[k], LESS(group[k], 5000000));
    }

    /* article 11: the highest of three titles a year, and the fourth separately; one certificate for life, the earliest
       with enough rights held on its day */
    if (t.title[i] < t.title[i + 1]) {
      i64 group[YEARS] = {0};
      for (i64 r = t.title[i]; r < t.title[i + 1]; r++) {
        i32 day = t.title_on[r];
        if (!WITHIN(day)) continue;
        int k = year_of(day);
        if (t.title_is[r] == 3) ADD(y[k], 5000000);
        else if (t.title_is[r] < 3) group[k] = MORE(group[k], title_sum[t.title_is[r]]);
      }
      for (int k = 0; k < YEARS; k++) ADD(y[k], group[k]);
    }
    i32 best = NEVER;
    for (i64 r = t.audit[i]; r < t.audit[i + 1]; r++) {
      i32 day = t.audit_on[r];
      if (!WITHIN(day) || day >= best) continue;
      int held = 0;
      for (i64 k = t.patent[i]; k < t.patent[i + 1] && !held; k++) held = t.granted_on[k] <= day && day < t.lapsed_on[k];
      if (held || at_least(t.model, t.model_on, i, day, 5) || at_least(t.program, t.program_on, i, day, 8)) best = day;
    }
    if (best != NEVER) ADD(y[year_of(best)], 2000000);
  done:
    for (int k = 0; k < YEARS; k++) out[k] = y[k];
    refused += bad;
  }
  return refused;
}
