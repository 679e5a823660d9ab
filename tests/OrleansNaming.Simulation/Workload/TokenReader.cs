using OrleansNaming.Resolution;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Checking;

namespace OrleansNaming.Simulation.Workload;

/// <summary>
/// A program that reads with a token at changing nodes: what it saw it demands of the next node, and sometimes the last write that somebody was told was
/// made. A node that is behind is asked again a while; then the program tries another one, and after many it begins anew.
/// </summary>
internal sealed class TokenReader(World world, Prng dice)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private const int PollsMax = 40;
    private const int NodesMax = 5;

    private ReadToken _seen = ReadToken.None;
    private int _nodes;

    public void Begin() => world.After(Every * dice.Unit(), Read);

    private void Read()
    {
        var machine = world.Machines[dice.Below(world.Machines.Count)];
        var name = dice.Chance(0.5) ? dice.Pick(Names.Shared) : Names.Of(dice.Pick(world.Machines).Server, dice.Below(8));
        Token? write = dice.Chance(0.3) ? world.Oracle.Find<TokenReads>().LastWrite : null;
        Ask(machine.Running, name, write, PollsMax);
    }

    private void Ask(Machines.Process? process, string name, Token? write, int polls)
    {
        if (process is not { IsAlive: true, IsPaused: false, HasBegun: true } || polls == 0)
        {
            Elsewhere();
            return;
        }

        var replica = process.Node.Replica;
        switch (ReadRule.Judge(replica, write, _seen).Verdict)
        {
            case ReadVerdict.Contained:
                var answer = replica.Resolve(name);
                var shown = replica.Seen(answer);
                world.Oracle.Find<TokenReads>().Answered(process, write, _seen, answer, shown);
                _seen = shown is null ? ReadToken.None : _seen.With(shown) ?? shown;
                _nodes = 0;
                world.After(Every, Read);
                break;
            case ReadVerdict.NotYet:
                world.After(Poll, () => Ask(process, name, write, polls - 1));
                break;
            default:
                world.After(Every, Read);
                break;
        }
    }

    /// <summary>A node that came later does not know who was gone before it: the program begins anew.</summary>
    private void Elsewhere()
    {
        if (++_nodes >= NodesMax)
        {
            (_nodes, _seen) = (0, ReadToken.None);
        }

        world.After(Every, Read);
    }
}
