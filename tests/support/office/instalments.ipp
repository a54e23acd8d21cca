policy project_instalments "Payment in parts, an example" "分期拨付示例"
  document "Example 10"
  effective 2022-01-01 to 2026-12-31
  use ip
  language 4

article 1 "Navigation projects" "专利导航项目"
  award 100000 to enterprise when navigation_project selected
    as projects
  cap 150000 per enterprise per year
  pay in parts
    60% at once
    30% 1 year later
    the rest when accepted for "Navigation Service Centre" if accepted_on at most 30 months after selected_on

article 2 "Loans" "质押贷款"
  award 2% of principal to enterprise when pledge_loan drawn
    as loans
  cap 50000 per enterprise per year
  pay in parts
    50% at once
    the rest when repaid if on_schedule

case "a cap counts grants, whenever they are paid; the last instalment of the second project lapses"
  given enterprise
    navigation_project N1: selected_on 2023-03-01, accepted_on 2025-06-30
    navigation_project N2: selected_on 2023-05-01, accepted_on 2026-03-01
    no pledge_loan
  expect 2023 total 90000
  expect 2024 total 45000
  expect 2025 total 10000
  expect total 145000

case "a loan that is repaid on schedule"
  given enterprise
    pledge_loan L1: principal 1000000, drawn_on 2024-02-01, repaid_on 2025-02-01, on_schedule
    no navigation_project
  expect 2024 total 10000
  expect 2025 total 10000
