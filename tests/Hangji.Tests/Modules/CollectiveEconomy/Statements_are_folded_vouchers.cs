using Hangji.Modules.CollectiveEconomy;

namespace Hangji.Tests.Modules.CollectiveEconomy;

/// <summary>Random vouchers against an oracle that knows nothing of the product's fold: plain sums over plain lists.</summary>
public sealed class Statements_are_folded_vouchers
{
    sealed record Line(int Month, string Account, string Item, bool Carries, long Debit, long Credit);

    static (Dictionary<string, long> Openings, List<List<Line>> Vouchers) Books(int seed)
    {
        var dice = new Random(seed);
        var accounts = Chart.On(new(2026, 1, 1)).Select(a => a.Code).ToArray();
        var openings = accounts.Where(_ => dice.Next(3) == 0).ToDictionary(a => a, _ => dice.NextInt64(-5_000_000_00, 5_000_000_00));
        openings["301"] = openings.GetValueOrDefault("301") - openings.Values.Sum();
        var vouchers = new List<List<Line>>();
        for (var n = 0; n < 200; n++)
        {
            var (month, carries) = (AccountPeriod.Next(202510, dice.Next(14)), dice.Next(10) == 0);
            var lines = new List<Line>();
            for (var k = dice.Next(1, 6); k > 0; k--)
            {
                var amount = dice.NextInt64(1, 100_000_00) * (dice.Next(12) == 0 ? -1 : 1);
                var (account, item) = (accounts[dice.Next(accounts.Length)], dice.Next(2) == 0 ? "" : $"项目{dice.Next(4)}");
                lines.Add(dice.Next(2) == 0 ? new(month, account, item, false, amount, 0) : new(month, account, item, false, 0, amount));
            }
            var off = lines.Sum(l => l.Debit - l.Credit);
            lines.Add(new(month, carries ? "321" : "102", "", false, off < 0 ? -off : 0, off > 0 ? off : 0));
            var touches = lines.Exists(l => l.Account == "321");
            vouchers.Add([.. lines.Select(l => l with { Carries = touches && l.Account[0] == '5' })]);
        }
        return (openings, vouchers);
    }

    [Fact]
    public void For_every_period_and_account()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var (openings, vouchers) = Books(seed);
            var lines = vouchers.SelectMany(v => v).ToList();
            foreach (var key in new[] { "2025-10", "2026-03", "2026-11", "2026-Q1", "2026-Q3", "2025", "2026" })
            {
                var period = AccountPeriod.Read(key)!.Value;
                var shuffled = lines.OrderBy(l => HashCode.Combine(seed, l.Account, l.Debit, l.Credit)).Select(l => new Movement(l.Month, l.Account, l.Item, l.Carries, l.Debit, l.Credit));
                var statement = Statement.Of(period, openings, shuffled);
                var (before, within) = (lines.FindAll(l => l.Month < period.From), lines.FindAll(l => l.Month >= period.From && l.Month <= period.To));
                foreach (var a in statement.Accounts)
                {
                    var code = a.Account.Code;
                    var opening = openings.GetValueOrDefault(code) + before.Where(l => l.Account == code).Sum(l => l.Debit) - before.Where(l => l.Account == code).Sum(l => l.Credit);
                    Assert.Equal((opening, within.Where(l => l.Account == code).Sum(l => l.Debit), within.Where(l => l.Account == code).Sum(l => l.Credit)), (a.Opening, a.Debit, a.Credit));
                    Assert.Equal(a.Opening + a.Debit - a.Credit, a.Closing);
                }
                Assert.Equal(within.Where(l => !l.Carries && l.Account is "501" or "502" or "503" or "504" && !l.Carries).Sum(l => l.Credit - l.Debit), statement.Income);
                Assert.Equal(within.Where(l => !l.Carries && (l.Account[..2] is "51" or "52")).Sum(l => l.Debit - l.Credit), statement.Expense);
                Assert.Equal(0, statement.Accounts.Sum(a => a.Closing));
                Assert.Equal(statement.Accounts.Sum(a => a.Debit), statement.Accounts.Sum(a => a.Credit));
                Assert.True(statement.Balances, $"seed {seed} {key}");
            }
        }
    }

    [Fact]
    public void The_chain_of_months_holds()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (openings, vouchers) = Books(seed);
            var movements = vouchers.SelectMany(v => v).Select(l => new Movement(l.Month, l.Account, l.Item, l.Carries, l.Debit, l.Credit)).ToList();
            Statement? last = null;
            for (var month = 202510; month <= 202611; month = AccountPeriod.Next(month))
            {
                var now = Statement.Of(AccountPeriod.OfMonth(month), openings, movements);
                if (last is not null) foreach (var a in last.Accounts.Where(a => a.Closing != 0)) Assert.Equal(a.Closing, now.Accounts.Single(n => n.Account == a.Account).Opening);
                last = now;
            }
            var year = Statement.Of(AccountPeriod.Read("2026")!.Value, openings, movements);
            var months = Enumerable.Range(1, 11).Select(m => Statement.Of(AccountPeriod.OfMonth(202600 + m), openings, movements)).ToList();
            Assert.Equal((year.Income, year.Expense), (months.Sum(m => m.Income), months.Sum(m => m.Expense)));
        }
    }

    [Fact]
    public void The_largest_cause_goes_the_way_of_the_change()
    {
        static Statement Of(params (string Item, long Fen)[] items) => Statement.Of(AccountPeriod.OfMonth(202610), new Dictionary<string, long>(), items.Select(i => new Movement(202610, "514", i.Item, false, i.Fen, 0)));
        var (now, before) = (Of(("食堂", 90_00), ("垃圾", 10_00)), Of(("食堂", 20_00), ("水渠", 50_00), ("垃圾", 5_00)));
        var cause = Statement.LargestCause(now, before, income: false)!.Value;
        Assert.Equal(("食堂", 70_00L), (cause.Item.Item, cause.Change));
        cause = Statement.LargestCause(before, now, income: false)!.Value;
        Assert.Equal(("食堂", -70_00L), (cause.Item.Item, cause.Change));
        Assert.Null(Statement.LargestCause(now, now, income: false));
    }
}
