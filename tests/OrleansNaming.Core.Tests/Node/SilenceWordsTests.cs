using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Node;

/// <summary>"That server is silent" and "I am cut off" look alike from here; the words must not.</summary>
public sealed class SilenceWordsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    [Lesson(20)]
    public void A_node_that_hears_nobody_says_that_it_is_cut_off_and_not_that_the_others_are_silent()
    {
        var told = Status(isIsolated: true, Line("b", OwnerState.Suspect), Line("c", OwnerState.Suspect));
        Assert.StartsWith("I am cut off: none of 2 other servers was heard for 4 s", SilenceWords.Of(told));
        Assert.Contains("this node is cut off", SilenceWords.Of(told, told.Owners[1]));
    }

    [Fact]
    public void Where_others_are_heard_the_silent_are_named()
    {
        var told = Status(isIsolated: false, Line("b", OwnerState.Suspect), Line("c", OwnerState.Alive));
        Assert.Equal("silent: 'b'. Others are heard, so it is they and not this node: look at their hosts", SilenceWords.Of(told));
        Assert.Contains("asked directly", SilenceWords.Of(told, told.Owners[1]));
        Assert.Equal("heard", SilenceWords.Of(told, told.Owners[2]));
        Assert.Equal("this server itself", SilenceWords.Of(told, told.Owners[0]));
    }

    [Fact]
    public void With_one_other_server_nobody_can_tell()
    {
        Assert.Contains("cannot tell", SilenceWords.Of(Status(isIsolated: false, Line("b", OwnerState.Hidden))));
        Assert.Contains("cannot tell", SilenceWords.Of(Status(isIsolated: false, Line("b", OwnerState.Hidden), Line("c", OwnerState.Left))));
    }

    [Fact]
    public void Nothing_is_wrong_with_servers_that_are_heard_or_gone()
    {
        Assert.Equal("no other server is known", SilenceWords.Of(Status(isIsolated: false, Line("c", OwnerState.Left))));
        Assert.Equal("every other server is heard", SilenceWords.Of(Status(isIsolated: false, Line("b", OwnerState.Alive))));
    }

    private static NodeStatus Status(bool isIsolated, params OwnerStatusLine[] others) => new(
        new ServerId("a"), default, NodePhase.Ready, true, isIsolated, Second, [Line("a", OwnerState.Alive), .. others], new Dictionary<string, long>());

    private static OwnerStatusLine Line(string server, OwnerState state) =>
        new(new ServerId(server), state, default, default, false, 5 * Second, 1, "", "pull", Second);
}
