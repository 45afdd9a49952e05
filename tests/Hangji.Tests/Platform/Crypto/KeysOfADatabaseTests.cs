using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Crypto;

public sealed class The_keys_of_a_database
{
    [Theory, OnEveryDatabase]
    public async Task Are_remembered_so_that_a_lost_or_strange_file_is_noticed_at_start(string on)
    {
        await using var house = await House.Open(on);
        var file = KeyRing.PathIn(house.Store.Folder);
        Task<Hangji.Platform.Refusal?> Check() => house.Work(s => CryptoServices.CheckKeys(s.GetRequiredService<AppDb>(), house.Store));

        Assert.Null(await Check());
        Assert.Null(await Check());

        File.Move(file, file + ".kept");
        Assert.StartsWith("找不到密钥文件", (await Check())?.Message);
        Assert.False(File.Exists(file));

        KeyRing.Open(file, create: true, out _);
        Assert.Contains("不是这个数据库的", (await Check())?.Message);

        File.Move(file + ".kept", file, overwrite: true);
        Assert.Null(await Check());
        KeyRing.Renew(file, out _);
        Assert.Null(await Check());
    }

    [Fact]
    public async Task Are_no_keys_of_cookies()
    {
        await using var house = await House.Open("sqlite");
        await house.Work(async s =>
        {
            await CryptoServices.CheckKeys(s.GetRequiredService<AppDb>(), house.Store);
            Assert.Single(await s.GetRequiredService<AppDb>().Set<ProtectionKey>().ToListAsync());
            Assert.Empty(s.GetRequiredService<KeysInDatabase>().GetAllElements());
        });
    }
}
