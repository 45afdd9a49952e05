using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hangji.Platform.Data;

namespace Hangji.Tests.Faults;

/// <summary>The program as its own process, so that it can be killed like one: no handler runs, no buffer is flushed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    public Uri Address { get; }

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>How often a killing test is repeated: few times in the tests, HANGJI_FAULTS times (or that <paramref name="share"/> of them) in ./do faults.</summary>
    public static int Rounds(int usual, int share = 1) => int.TryParse(Environment.GetEnvironmentVariable("HANGJI_FAULTS"), out var many) ? Math.Max(usual, many / share) : usual;

    public static async Task<ServerProcess> Serve(Store store)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var process = Start(store, ["serve", "--urls", address.ToString().TrimEnd('/')]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (process.HasExited) throw new InvalidOperationException("the server ended: " + await process.StandardError.ReadToEndAsync());
            try
            {
                if ((await http.GetAsync(new Uri(address, "/health"))).StatusCode == HttpStatusCode.OK) return new(process, address);
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
            }
            await Task.Delay(100);
        }
        process.Kill();
        throw new TimeoutException("the server did not answer within 30 seconds");
    }

    /// <summary>Runs a command of the program in a process of its own.</summary>
    public static Process Start(Store store, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Hangji.Shell.Command).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--data");
        start.ArgumentList.Add(store.Folder);
        if (store.Postgres is not null)
        {
            start.ArgumentList.Add("--postgres");
            start.ArgumentList.Add(store.Postgres);
        }
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        if (!arguments.Contains("--json")) process.BeginOutputReadLine();
        return process;
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
