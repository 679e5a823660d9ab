using System.Net;
using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Tests.Frames;

/// <summary>The rows of FIG 6 and the steps of FIG 7, byte for byte, against a table of frames that was written from the figures.</summary>
public sealed class FrameRewriteTests
{
    private const string A = "12.12.4.101";
    private const string B = "12.12.4.102";
    private const string Outsider = "12.12.4.200";
    private const string Client = "00-11-22-33-44-55";

    /// <summary>600: the stack believes that it is the cluster address. 610: what goes out says where this host alone is.</summary>
    [Fact, Row("M1"), Row("M3")]
    public void A_request_to_a_peer_carries_the_dedicated_address() =>
        Becomes(FigureSix.Row(600), FrameDirection.Send, Host(A), FigureSix.Row(610));

    [Fact, Row("M4")]
    public void A_response_to_a_peer_carries_the_dedicated_address_and_gives_the_peer_its_shared_one() =>
        Becomes(FigureSix.Row(620), FrameDirection.Send, Host(B), FigureSix.Row(630));

    [Fact, Row("M5")]
    public void What_arrives_at_the_dedicated_address_is_presented_as_sent_to_the_cluster_address() =>
        Becomes(FigureSix.Row(630), FrameDirection.Receive, Host(A), FigureSix.Row(640));

    [Fact, Row("M3")]
    public void A_broadcast_request_of_a_peer_is_received_as_it_is() => Stays(FigureSix.Row(610), FrameDirection.Receive, Host(B));

    /// <summary>700 and 704: the neighbour tables hold dedicated addresses by then, so nothing is changed on send.</summary>
    [Fact, Row("M6"), Row("M8")]
    public void Ordinary_frames_leave_as_the_neighbour_table_addressed_them()
    {
        Stays(FigureSix.Tcp(FigureSix.Cluster, "03-bf-0c-0c-04-66", A, B), FrameDirection.Send, Host(A));
        Stays(FigureSix.Tcp(FigureSix.Cluster, "03-bf-0c-0c-04-65", B, A), FrameDirection.Send, Host(B));
    }

    /// <summary>702 and 706: recognised by the source's IP address.</summary>
    [Theory, Row("M5"), Row("M7"), Row("M8")]
    [InlineData(A, B, "03-bf-0c-0c-04-66")]
    [InlineData(B, A, "03-bf-0c-0c-04-65")]
    public void A_peers_frame_is_relabelled(string source, string host, string dedicated) => Becomes(
        FigureSix.Tcp(FigureSix.Cluster, dedicated, source, host), FrameDirection.Receive, Host(host), FigureSix.Tcp(FigureSix.Cluster, FigureSix.Cluster, source, host));

    [Fact, Row("M7")]
    public void A_stranger_at_the_dedicated_address_is_not_relabelled()
    {
        Stays(FigureSix.Tcp(Client, "03-bf-0c-0c-04-65", Outsider, A), FrameDirection.Receive, Host(A));
        Stays(FigureSix.Frame($"{Client} 03-bf-0c-0c-04-65 2 {Outsider} {Client} {A} 03-bf-0c-0c-04-65"), FrameDirection.Receive, Host(A));
    }

    [Fact, Row("M7")]
    public void What_is_flooded_to_another_replica_is_dropped()
    {
        var frame = FigureSix.Tcp(FigureSix.Cluster, "03-bf-0c-0c-04-66", A, B);

        Assert.Equal(FrameVerdict.Dropped, FrameRewrite.Rewrite(FrameDirection.Receive, frame, Host("12.12.4.103")));
    }

    [Fact, Row("M9")]
    public void Outsiders_are_told_the_cluster_address_in_requests_and_responses_alike()
    {
        Stays(FigureSix.Frame($"{FigureSix.Cluster} {Client} 2 {A} {FigureSix.Cluster} {Outsider} {Client}"), FrameDirection.Send, Host(A));
        Stays(FigureSix.Frame($"{FigureSix.Cluster} ff-ff-ff-ff-ff-ff 1 {A} {FigureSix.Cluster} {Outsider} 00-00-00-00-00-00"), FrameDirection.Send, Host(A));
        Stays(FigureSix.Frame($"{FigureSix.Cluster} ff-ff-ff-ff-ff-ff 1 {A} {FigureSix.Cluster} {A} 00-00-00-00-00-00"), FrameDirection.Send, Host(A));
        Stays(FigureSix.Tcp(Client, FigureSix.Cluster, Outsider, A), FrameDirection.Receive, Host(A));
    }

    [Fact, Row("M11")]
    public void With_a_wire_source_no_frame_leaves_with_the_cluster_address_as_its_source()
    {
        Assert.True(MacAddress.TryParse("02-01-aa-bb-cc-dd", out var masked));
        var table = Host(A, masked);
        var expected = FigureSix.Row(610);
        masked.Write(expected.AsSpan(MacAddress.Length));

        Becomes(FigureSix.Row(600), FrameDirection.Send, table, expected);
        Becomes(
            FigureSix.Tcp(FigureSix.Cluster, Client, A, Outsider), FrameDirection.Send, table, FigureSix.Tcp("02-01-aa-bb-cc-dd", Client, A, Outsider));
    }

    /// <summary>Hostile bytes never throw, whatever length they have, and nothing outside of the fields is written.</summary>
    [Fact, Row("M7")]
    public void Random_bytes_of_any_length_do_no_harm()
    {
        var (random, table) = (new Random(706), Host(A));
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            var frame = new byte[random.Next(80)];
            random.NextBytes(frame);
            if (frame.Length > 14 && random.Next(2) == 0)
            {
                table.Own.Write(frame);
                (frame[12], frame[13]) = (8, (byte)(random.Next(2) * 6));
            }

            FrameRewrite.Rewrite(random.Next(2) == 0 ? FrameDirection.Send : FrameDirection.Receive, frame, table);
        }
    }

    private static FrameTable Host(string address, MacAddress? wireSource = null)
    {
        Assert.True(MacAddress.TryParse(FigureSix.Cluster, out var cluster));
        return new FrameTable(
            IPAddress.Parse(address), cluster, DedicatedMac.Patent, new[] { A, B, "12.12.4.103" }.Select(IPAddress.Parse), wireSource);
    }

    private static void Becomes(byte[] frame, FrameDirection direction, FrameTable table, byte[] expected)
    {
        Assert.Equal(FrameVerdict.Substituted, FrameRewrite.Rewrite(direction, frame, table));
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(frame));
    }

    private static void Stays(byte[] frame, FrameDirection direction, FrameTable table)
    {
        var before = Convert.ToHexString(frame);

        Assert.Equal(FrameVerdict.Untouched, FrameRewrite.Rewrite(direction, frame, table));
        Assert.Equal(before, Convert.ToHexString(frame));
    }
}
