using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Tests.Access;

namespace OrleansNaming.Tracks.Tests.Hosting;

/// <summary>The loops of a server that is its group's master (row E30).</summary>
[On(Engine.Lan)]
public sealed class MasterTasksTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Row("E30")]
    public async Task A_chore_that_hangs_holds_no_other_up()
    {
        var hanging = new Chore(static cancel => new TaskCompletionSource().Task.WaitAsync(cancel));
        var quick = new Chore(static _ => Task.CompletedTask);
        await using var server = await KeyedServer.StartAsync(build: builder => builder.Services.AddSingleton<IMasterTask>(hanging).AddSingleton<IMasterTask>(quick));

        await hanging.Began(1);
        await quick.Began(3);

        Assert.Equal(1, hanging.Runs);
    }

    /// <summary>What throws is the asker's: this server goes on.</summary>
    [Fact]
    public async Task A_question_that_throws_ends_no_loop()
    {
        await using var server = await KeyedServer.StartAsync();
        var member = server.App.Services.GetRequiredService<TrackMember>();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => member.AskAsync<int>(static (_, _) => throw new TimeZoneNotFoundException(), Cancel).WaitAsync(Patience, Cancel));

        Assert.Equal(1, await member.AskAsync(static (_, _) => 1, Cancel).WaitAsync(Patience, Cancel));
    }

    private sealed class Chore(Func<CancellationToken, Task> run) : IMasterTask
    {
        private readonly Channel<int> _began = Channel.CreateUnbounded<int>();

        public int Runs { get; private set; }

        public Task RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            _began.Writer.TryWrite(Runs);
            return run(cancellationToken);
        }

        public async Task Began(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await _began.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);
            }
        }
    }
}
