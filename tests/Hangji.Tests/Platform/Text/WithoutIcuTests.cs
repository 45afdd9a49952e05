using System.Diagnostics;
using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Text;

public sealed class A_machine_without_ICU : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hangji-icu").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Is_told_in_one_line_instead_of_getting_wrong_sort_keys()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Words).Assembly.Location, "serve", "--data", folder, "--port", "0"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        // Should it start after all, it is stopped and the asserts below tell.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var stop = patience.Token.Register(() => process.Kill());
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.Equal("本机缺少 ICU 语言库，不能按拼音和姓氏笔画排序；请安装 libicu 后再启动", said.Trim());
        Assert.False(File.Exists(Path.Combine(folder, "hangji.db")));
    }
}
