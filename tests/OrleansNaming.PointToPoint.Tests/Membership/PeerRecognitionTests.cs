using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Neighbours;
using OrleansNaming.PointToPoint.Tests.Neighbours;
using OrleansNaming.Wire;

namespace OrleansNaming.PointToPoint.Tests.Membership;

/// <summary>Who a request is from, as b judges it: the directory has a at 10.0.0.1 and b at 10.0.0.2.</summary>
[Row("M7")]
public sealed class PeerRecognitionTests
{
    private static readonly BootId Boot = new(5);
    private static readonly MemberKeys Keys = new(new Ring(new Keyring([(1, new byte[32])])));

    private readonly HandMadeDirectory _directory = new();
    private readonly PointToPointOptions _options = new();

    public PeerRecognitionTests()
    {
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 1)));
        _directory.Apply(town => town.Put("b", HandMadeDirectory.Shop("b", 2)));
    }

    [Theory, Row("M8")]
    [InlineData("10.0.0.1:8080", "10.0.0.1:8080")]
    [InlineData("169.254.169.254:80", "10.0.0.1:8080")]
    [InlineData("10.0.0.2:8080", "10.0.0.1:8080")]
    [InlineData("", "10.0.0.1:8080")]
    public void A_call_back_goes_where_the_directory_has_the_caller_whatever_it_stated(string stated, string believed)
    {
        var context = Request("10.0.0.1");
        context.Request.Headers[MemberClaim.ReplyToHeader] = stated;
        context.Request.Headers[MemberClaim.Header] = new MemberSigner(() => (new ServerId("a"), Boot), "test", Keys)
            .Sign(new SignedRequest("GET", "shop", "/who", stated), new ServerId("b"), null);

        var peer = Recognition().Of(context);

        Assert.Equal(("a", PeerProof.Key, believed), (peer!.Server.Value, peer.Proof, peer.ReplyTo.ToString()));
    }

    [Fact]
    public void A_request_is_judged_once()
    {
        var context = Request("10.0.0.1");
        context.Request.Headers[MemberClaim.Header] = new MemberSigner(() => (new ServerId("a"), Boot), "test", Keys)
            .Sign(new SignedRequest("GET", "shop", "/who", ""), new ServerId("b"), null);
        var recognition = Recognition();

        Assert.NotNull(recognition.Of(context));
        Assert.NotNull(recognition.Of(context));
    }

    [Fact]
    public void A_source_address_counts_only_where_that_is_switched_on()
    {
        Assert.Null(Recognition().Of(Request("10.0.0.1")));
        _options.TrustSourceAddresses = true;

        Assert.Equal((new ServerId("a"), PeerProof.SourceAddress), (Recognition().Of(Request("::ffff:10.0.0.1"))!.Server, Recognition().Of(Request("10.0.0.1"))!.Proof));
        Assert.Null(Recognition().Of(Request("10.0.0.3")));
    }

    [Fact]
    public void An_address_of_two_servers_or_of_a_dead_one_is_nobodys()
    {
        _options.TrustSourceAddresses = true;
        _directory.Apply(town => town.Hide("a"));
        Assert.Null(Recognition().Of(Request("10.0.0.1")));

        _directory.Apply(town => town.Put("c", HandMadeDirectory.Shop("c", 2)));
        Assert.Null(Recognition().Of(Request("10.0.0.2")));
    }

    [Theory]
    [InlineData("", "a", true)]
    [InlineData("", "a.nodes.example", false)]
    [InlineData("nodes.example", "a.nodes.example", true)]
    [InlineData("nodes.example", "A.Nodes.Example", true)]
    [InlineData("nodes.example", "a", false)]
    [InlineData("nodes.example", "a.evil.example", false)]
    [InlineData("nodes.example", "unknown.nodes.example", false)]
    public void A_certificate_names_a_live_member_by_its_DNS_name(string suffix, string dnsName, bool isMember)
    {
        (_options.TrustCertificates, _options.CertificateSuffix) = (true, suffix);
        var context = Request("10.9.9.9");
        using var certificate = Certificate(dnsName);
        context.Connection.ClientCertificate = certificate;

        Assert.Equal(isMember ? PeerProof.Certificate : null, Recognition().Of(context)?.Proof);
    }

    [Fact]
    public void A_certificate_counts_only_where_that_is_switched_on()
    {
        var context = Request("10.9.9.9");
        using var certificate = Certificate("a");
        context.Connection.ClientCertificate = certificate;

        Assert.Null(Recognition().Of(context));
    }

    private static X509Certificate2 Certificate(string dnsName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (request, names) = (new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256), new SubjectAlternativeNameBuilder());
        names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static DefaultHttpContext Request(string from)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Host) = ("GET", new HostString("shop"));
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/who";
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        return context;
    }

    private PeerRecognition Recognition() => new(
        new MemberVerifier(new ServerId("b"), "test", Keys, BootOf), new NeighbourTable(_directory, _directory), server => BootOf(server) is not null, _options);

    private static BootId? BootOf(ServerId server) => server.Value is "a" or "b" ? Boot : null;

    private sealed record Ring(Keyring Keys) : IKeyringSource;
}
