using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.CollectiveEconomy.Importing;
using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>The books of a village's collective, kept through the product's own slices.</summary>
internal static class Books
{
    public static async Task<long> OpenBooks(this Village v, string month = "2026-07")
    {
        var (id, refusal) = await v.At(v.Branch, s => s.GetRequiredService<OpenBook>().Run(v.Collective.Id, null, month));
        Assert.True(refusal is null, refusal?.Message);
        return id!.Value;
    }

    public static RecordVoucher.Form Said(DateOnly on, string summary, params (string Account, string Item, string Debit, string Credit)[] lines) => new()
    {
        On = on.ToString("yyyy-MM-dd"), Summary = summary, Lines = [.. lines.Select(l => new RecordVoucher.FormLine { Account = l.Account, Item = l.Item, Debit = l.Debit, Credit = l.Credit })],
    };

    /// <summary>Money that came in, and money that went out, through the bank.</summary>
    public static RecordVoucher.Form Earned(DateOnly on, string item, string yuan, string account = "501") => Said(on, item, ("102", "", yuan, ""), (account, item, "", yuan));
    public static RecordVoucher.Form Spent(DateOnly on, string item, string yuan, string account = "514") => Said(on, item, (account, item, yuan, ""), ("102", "", "", yuan));

    public static Task<(long? Id, Refusal? Refusal)> Book(this Village v, long book, RecordVoucher.Form form, OrgNode? seat = null) => v.At(seat ?? v.Branch, s => s.GetRequiredService<RecordVoucher>().Run(book, form));

    public static async Task<long> Booked(this Village v, long book, RecordVoucher.Form form)
    {
        var (id, refusal) = await v.Book(book, form);
        Assert.True(refusal is null, refusal is { } r ? string.Format(null, r.Message, r.Args) : null);
        return id!.Value;
    }

    public static Task<Refusal?> Close(this Village v, long book, int month, string reason = "月初补签") => v.At(v.Branch, s => s.GetRequiredService<CloseMonth>().Run(book, month, reason));

    public static Task<Statement> Statement(this Village v, long book, string period) => v.At(v.Branch, s => s.GetRequiredService<BookReader>().Statement(book, AccountPeriod.Read(period)!.Value));

    /// <summary>Receives and checks a sheet of the books as the page does.</summary>
    public static Task<(ImportBatch? Batch, Refusal? Why)> Sheet(this Village v, Stream file, string about = "2026-07", string kind = VouchersImport.Kind, string name = "凭证.csv") => v.At(v.Branch, async s =>
    {
        var receive = s.GetRequiredService<ReceiveFile>();
        if (await receive.Run(kind, v.Collective.Id, name, file, default, order: false, about: about) is { } refusal) return (null, refusal);
        return ((ImportBatch?)receive.Batch, await s.GetRequiredService<CheckBatch>().Run(receive.Batch!.Id, new Progress<(int, int)>(), default));
    });
}
