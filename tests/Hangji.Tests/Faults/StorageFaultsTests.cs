using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;
using Hangji.Platform.Data;
using Hangji.Shell.Feedback;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Tests.Faults;

public class When_the_disk_is_full
{
    [Fact]
    public async Task The_reader_keeps_his_words_nothing_is_half_written_and_it_goes_on_once_there_is_room()
    {
        var disk = new SmallDisk();
        await using var running = await RunningHouse.Open(adjust: b => b.Services.ConfigureDbContext<AppDb>(options => options.AddInterceptors(disk)));
        using var visitor = running.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback")).QuerySelector("main form")!;
        disk.IsFull = true;
        var words = string.Concat(Enumerable.Repeat("写了很久的话𬍛", 200));
        var (answer, page) = await visitor.Send(form, ("Form.Kind", "fault"), ("Form.Text", words));
        Assert.Equal(("磁盘满了，写不进去", 507), (page.QuerySelector("h1")!.TextContent, (int)answer.StatusCode));
        Assert.Contains(words, page.QuerySelector("details li")!.TextContent);
        await visitor.Page("/feedback");                                                       // reading goes on
        disk.IsFull = false;
        Assert.Empty(await Notes(running));
        var again = (IHtmlFormElement)page.QuerySelector("main form")!;
        (answer, _) = await visitor.Send(again);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(words, Assert.Single(await Notes(running)).Text);
    }

    static Task<List<FeedbackNote>> Notes(RunningHouse running) => running.House.Work(s => s.GetRequiredService<AppDb>().Set<FeedbackNote>().AsNoTracking().ToListAsync());

    /// <summary>A disk that ends where the database ends now: SQLite itself says that it is full.</summary>
    sealed class SmallDisk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken stop = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = IsFull ? "pragma max_page_count = 1" : "pragma max_page_count = 1073741823";
            await command.ExecuteNonQueryAsync(stop);
        }
    }
}

public class When_the_database_is_lost
{
    [Fact]
    public async Task Pages_say_so_without_its_address_and_the_next_request_after_its_return_is_served()
    {
        await using var line = new Line(new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("HANGJI_TEST_PG") ?? throw new InvalidOperationException("run by ./do test")));
        await using var running = await RunningHouse.Open("postgres", adjust: b => b.Services.ConfigureDbContext<AppDb>(options => options.AddInterceptors(line)));
        using var visitor = running.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback")).QuerySelector("main form")!;
        line.Cut();
        var (answer, page) = await visitor.Send(form, ("Form.Kind", "fault"), ("Form.Text", "写到一半数据库断了"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "数据库暂时连不上"), (answer.StatusCode, page.QuerySelector("h1")!.TextContent));
        Assert.Equal("10", answer.Headers.GetValues("Retry-After").Single());
        Assert.DoesNotContain("127.0.0.1:", page.QuerySelector("main")!.TextContent);
        Assert.Contains("写到一半数据库断了", page.QuerySelector("details li")!.TextContent);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.Get("/feedback")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/privacy")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync("/health")).StatusCode);
        line.Mend();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/feedback")).Answer.StatusCode);
        Assert.Equal(0, await running.House.Work(s => s.GetRequiredService<AppDb>().Set<FeedbackNote>().CountAsync()));
    }

    /// <summary>The wire between program and database, which can be cut.</summary>
    sealed class Line : DbConnectionInterceptor, IAsyncDisposable
    {
        readonly (string Host, int Port) server;
        readonly List<TcpClient> open = [];
        readonly int port;
        TcpListener listener;

        public Line(NpgsqlConnectionStringBuilder to)
        {
            server = (to.Host!, to.Port);
            listener = Listen(0);
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData data, InterceptionResult result, CancellationToken stop = default)
        {
            connection.ConnectionString = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Host = "127.0.0.1", Port = port, Timeout = 5 }.ToString();
            return ValueTask.FromResult(result);
        }

        public void Cut()
        {
            listener.Dispose();
            lock (open) { open.ForEach(client => client.Dispose()); open.Clear(); }
        }

        public void Mend() => listener = Listen(port);

        TcpListener Listen(int at)
        {
            var listening = new TcpListener(IPAddress.Loopback, at);
            listening.Start();
            _ = Accept(listening);
            return listening;
        }

        async Task Accept(TcpListener listening)
        {
            try
            {
                while (true)
                {
                    var (near, far) = (await listening.AcceptTcpClientAsync(), new TcpClient());
                    lock (open) open.AddRange([near, far]);
                    await far.ConnectAsync(server.Host, server.Port);
                    _ = Task.WhenAll(Carry(near, far), Carry(far, near));
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException) { }
        }

        static async Task Carry(TcpClient from, TcpClient to)
        {
            try { await from.GetStream().CopyToAsync(to.GetStream()); }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException or SocketException) { }
            finally { to.Dispose(); }
        }

        public ValueTask DisposeAsync()
        {
            Cut();
            return ValueTask.CompletedTask;
        }
    }
}
