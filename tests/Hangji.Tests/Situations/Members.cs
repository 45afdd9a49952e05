using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>Members for a test, made through the product's own slices, with identity numbers that pass their check.</summary>
internal static class Members
{
    static int sequence = 100;

    /// <summary>A valid identity number of this birth date; odd sequence numbers are men.</summary>
    public static string IdNumber(DateOnly born, bool man = true, string area = "330326")
    {
        var next = Interlocked.Add(ref sequence, 2);
        var seventeen = $"{area}{born:yyyyMMdd}{(next + (man ? 1 : 0)) % 1000:000}";
        return seventeen + IdentityNumber.CheckCharacter(seventeen);
    }

    public static MemberEntry Entry(string name, string? id = null, DateOnly? joined = null, DateOnly? full = null, string sex = "1") => new()
    {
        Name = name, Sex = sex, IdNumber = id ?? IdNumber(new(1980, 5, 6), sex == "1"), Born = new(1980, 5, 6),
        Joined = LooseDate.Of(joined ?? new(2005, 7, 1)), Full = full is { } day ? LooseDate.Of(day) : joined is null ? new(2006, 7, 1) : default,
    };

    /// <summary>A full member of the branch, or what the entry says.</summary>
    public static Task<Membership> Member(this House house, OrgNode branch, string name, MemberEntry? entry = null) => house.Work(async s =>
    {
        var admit = s.GetRequiredService<AdmitMember>();
        Assert.Null(await admit.Run(branch.Id, entry ?? Entry(name), "registered", default));
        return await s.GetRequiredService<Hangji.Platform.Data.AppDb>().TakeMembership(admit.Admitted, default);
    });

    /// <summary>Receives and checks a spreadsheet as the page and the command line do; the batch is then ready to be taken.</summary>
    public static Task<(ImportBatch? Batch, Refusal? Why)> Import(this House house, Action<Acting> who, OrgNode org, Stream file, string fileName = "名册.csv", string kind = MembersImport.Kind) => house.Work(who, async s =>
    {
        var receive = s.GetRequiredService<ReceiveFile>();
        if (await receive.Run(kind, org.Id, fileName, file, default, order: false) is { } refusal) return (null, refusal);
        var why = await s.GetRequiredService<CheckBatch>().Run(receive.Batch!.Id, new Progress<(int, int)>(), default);
        return ((ImportBatch?)receive.Batch, why);
    });

    public static Task<Refusal?> TakeImport(this House house, Action<Acting> who, long batch) =>
        house.Work(who, s => s.GetRequiredService<TakeBatch>().Run(batch, new Progress<(int, int)>(), default));

    /// <summary>One unit of work of somebody, without an answer.</summary>
    public static Task Work(this House house, Action<Acting> who, Func<IServiceProvider, Task> act) => house.Work(who, async s => { await act(s); return 0; });

    public static Stream Csv(params string[] lines) => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));
}
