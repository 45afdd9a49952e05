using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Accounts;

/// <summary>
/// hangji admin: what the person at the machine does when nobody can sign in yet or any more. A password is read from standard input (--password-stdin)
/// or made and printed once; it is never an argument, where every process on the machine could read it.
/// </summary>
internal static class AdminCommand
{
    private const string Usage = """
        hangji admin create-account USER --name NAME [--password-stdin]     opens an account; prints its first password
        hangji admin reset-password USER [--password-stdin] [--phone-lost]  gives a new password, ends its sessions
        hangji admin grant-seat USER --org CODE --role ROLE [--to YYYY-MM-DD] [--on-behalf-of NAME]
        hangji admin make-administrator USER --kind system|security|audit   the first of each kind
        hangji admin second-step administrators|everybody|nobody            who cannot work before a second step is set up
        hangji admin list-accounts [--json]                                 names, seats, state
        hangji admin schema [--postgres CONNECTION]                         prints the schema that the model wants
        HANGJI_FAR=CONNECTION hangji admin spread --from CODE               lays the database over two PostgreSQL clusters, cut at this body
        hangji admin log | witness …                                        keys of the public log, witnesses, going on after a restore
        all of them: [--data DIR] [--postgres CONNECTION] [--lang zh|en]
        """;

    private static readonly string[] Flags = ["password-stdin", "phone-lost", "json", "trace"];

    public static Task<int> Run(Command command, TextReader input) => command.Arguments.FirstOrDefault() switch
    {
        "schema" => SchemaCommand.Run(command),
        "create-account" or "reset-password" or "grant-seat" or "make-administrator" or "second-step" => OnStore.Run(command, (c, services) => Act(c, services, input)),
        "list-accounts" => OnStore.Run(command, List),
        "log" or "witness" => OnStore.Run(command, LogAdminCommand.Run),
        _ => Misused(command),
    };

    private static async Task<int> Misused(Command command)
    {
        await command.Error.WriteLineAsync(Usage);
        return Command.Refused;
    }

    private static async Task<int> Act(Command command, IServiceProvider services, TextReader input)
    {
        if (command.Plain(Flags) is not [var verb, var user]) return await Misused(command);
        await using var scope = services.CreateAsyncScope();
        var s = scope.ServiceProvider;
        s.GetRequiredService<Acting>().AsProgram("命令行");
        var words = s.GetRequiredService<Words>();
        words.Language = command.Option("lang") ?? Words.Chinese;
        if (verb == "second-step")
            return await s.GetRequiredService<DemandCode>().Run(user, "命令行", default) is { } kept ? await Refuse(command, words, kept) : await Tell(command, words[DemandCode.Choices[user]]);
        var typed = command.Flag("password-stdin") ? (await input.ReadLineAsync())?.TrimEnd('\r') ?? "" : null;
        var name = s.GetRequiredService<ILookupNormalizer>().NormalizeName(user);
        var account = await s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedUserName == name);
        if (verb != "create-account" && account is null) return await Refuse(command, words, new("没有这个账号"));
        switch (verb)
        {
            case "create-account":
                var (_, first, refused) = await s.GetRequiredService<OpenAccount>().Run(new() { UserName = user, DisplayName = command.Option("name"), Password = typed }, default);
                return refused is not null ? await Refuse(command, words, refused) : await Tell(command, typed is null ? words["已开通 {0}，首次密码：{1}（登录后要换）", user, first] : words["已开通 {0}", user]);
            case "reset-password":
                var (password, no) = await s.GetRequiredService<KeepAccounts>().Reset(account!.Id, "命令行重设", command.Flag("phone-lost"), default, typed);
                return no is not null ? await Refuse(command, words, no) : await Tell(command, typed is null ? words["{0} 的新密码：{1}（登录后要换）", user, password] : words["{0} 的密码已换", user]);
            case "grant-seat":
                return await Grant(command, s, words, account!);
            default:
                return await s.GetRequiredService<Administrators>().Make(account!.Id, command.Option("kind") ?? "", default) is { } not
                    ? await Refuse(command, words, not) : await Tell(command, words["{0} 是{1}", user, new Word(Roles.Administrators[command.Option("kind")!].Name)]);
        }
    }

    private static async Task<int> Grant(Command command, IServiceProvider s, Words words, Account account)
    {
        var (code, today) = (command.Option("org"), s.GetRequiredService<TimeProvider>().Today());
        var org = await s.GetRequiredService<AppDb>().Orgs.AsNoTracking().FirstOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null);
        if (org is null) return await Refuse(command, words, new("没有代码是 {0} 的组织", null, null, code));
        DateOnly? to = null;
        if (command.Option("to") is { } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)) return await Refuse(command, words, new("日期写成 2026-07-01 这样"));
            to = day;
        }
        var form = new GrantSeat.Form { AccountId = account.Id, OrgId = org.Id, Role = command.Option("role"), ToOn = to, OnBehalfOf = command.Option("on-behalf-of"), FromOn = today };
        return await s.GetRequiredService<GrantSeat>().Run(form, default) is { } refusal
            ? await Refuse(command, words, refusal) : await Tell(command, $"{account.UserName}：{org.ShortName} {words[Roles.All[form.Role!].Name]}");
    }

    private static async Task<int> List(Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var (s, today) = (scope.ServiceProvider, services.GetRequiredService<TimeProvider>().Today());
        s.GetRequiredService<Acting>().AsProgram("命令行");
        var words = s.GetRequiredService<Words>();
        words.Language = command.Option("lang") ?? Words.Chinese;
        var db = s.GetRequiredService<AppDb>();
        var seats = (await db.Seats.AsNoTracking().Where(x => x.FromOn <= today && (x.ToOn == null || x.ToOn > today)).Join(db.Orgs, x => x.OrgId, o => o.Id, (x, o) => new { x.AccountId, o.ShortName, x.Role }).ToListAsync())
            .ToLookup(x => x.AccountId, x => $"{x.ShortName} {words[Roles.All.GetValueOrDefault(x.Role)?.Name ?? x.Role]}");
        var rows = (await db.Accounts.AsNoTracking().OrderBy(a => a.UserName).ToListAsync()).Select(a => new
        {
            User = a.UserName, Name = a.DisplayName, Administrator = a.AdminKind, Disabled = a.DisabledAt is not null, SecondStep = a.TwoFactorEnabled, Seats = seats[a.Id].ToArray(),
        }).ToList();
        if (command.Flag("json")) await command.Out.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(rows, AsJson));
        else
            foreach (var row in rows)
                await command.Out.WriteLineAsync(string.Join('\t', row.User, row.Name, row.Administrator is null ? string.Join('、', row.Seats) : words[Roles.Administrators[row.Administrator].Name], row.Disabled ? words["已停用"] : ""));
        return Command.Done;
    }

    private static readonly System.Text.Json.JsonSerializerOptions AsJson = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All), PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase, WriteIndented = true,
    };

    private static async Task<int> Refuse(Command command, Words words, Refusal refusal)
    {
        await command.Error.WriteLineAsync(words[refusal]);
        return Command.Refused;
    }

    private static async Task<int> Tell(Command command, string line)
    {
        await command.Out.WriteLineAsync(line);
        return Command.Done;
    }
}
