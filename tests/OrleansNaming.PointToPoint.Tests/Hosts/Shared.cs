using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Keys;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>What the replicas of one test have in common: the shared address, the cluster key, the certificates.</summary>
internal sealed class Shared : IDisposable
{
    /// <summary>The shared address. With TLS the certificates are for it and for nothing else.</summary>
    public const string Vip = "127.0.79.100";

    public const string Cluster = "shared";

    public const string AdminKey = "an-admin-key-of-the-test";

    private readonly DirectoryInfo _root;
    private readonly int _multicastPort;
    private readonly bool _isOwner;
    private readonly CertificateShop? _certificates;
    private readonly bool _mutual;

    private Shared(bool tls, bool mutual, bool keys)
    {
        (_root, _multicastPort, Port, _isOwner) = (Directory.CreateTempSubdirectory("naming-p2p-"), Ports.Udp(), Ports.Tcp(), true);
        _certificates = tls ? new CertificateShop() : null;
        _mutual = mutual;
        KeysFile = keys ? Path.Combine(_root.FullName, "keys.json") : null;
        if (KeysFile is not null)
        {
            KeyringFile.Create().Save(KeysFile);
        }
    }

    private Shared(string folder, int multicastPort, int port) =>
        (_root, _multicastPort, Port, KeysFile) = (new DirectoryInfo(folder), multicastPort, port, Path.Combine(folder, "keys.json"));

    /// <summary>Any loopback address has its own ports, so one number serves all hosts.</summary>
    public int Port { get; }

    /// <summary>What another process needs to be a replica behind the same address, over HTTP and with keys.</summary>
    public IReadOnlyList<string> Words => [_root.FullName, $"{_multicastPort}", $"{Port}"];

    /// <summary>How clients' connections differ from plain ones.</summary>
    public Action<SocketsHttpHandler> Handler { get; init; } = static _ => { };

    public string Scheme => _certificates is null ? "http" : "https";

    public string? KeysFile { get; }

    public Action<PointToPointOptions> Options { get; init; } = static _ => { };

    /// <summary>Makes a host a node; the default is one on the LAN.</summary>
    public Func<Shared, WebApplicationBuilder, string, INamingBuilder> Join { get; set; } = static (shared, builder, name) =>
        builder.Services.AddOrleansNaming(naming => (naming.Cluster, naming.Server) = (Cluster, name)).UseLan(shared.Configure);

    public static Shared Http() => new(tls: false, mutual: false, keys: true);

    public static Shared HttpWithoutBodies() => new(tls: false, mutual: false, keys: true) { Options = options => options.SignBodies = false };

    /// <summary>With an attacker between the hosts, who changes what he sees.</summary>
    public static Shared HttpThrough(Func<Stream, Stream> attacker) => new(tls: false, mutual: false, keys: true)
    {
        Handler = handler => handler.PlaintextStreamFilter = (context, _) => ValueTask.FromResult(attacker(context.PlaintextStream)),
    };

    public static Shared HttpWithoutKeys() => new(tls: false, mutual: false, keys: false) { Options = options => options.TrustSourceAddresses = true };

    public static Shared Https() => new(tls: true, mutual: false, keys: true);

    /// <summary>Members are known by their certificates, and there is no key.</summary>
    public static Shared MutualTls() => new(tls: true, mutual: true, keys: false)
    {
        Options = options => (options.TrustCertificates, options.CertificateSuffix) = (true, "nodes.example"),
    };

    /// <summary>In another process than the one that made it.</summary>
    public static Shared Of(IReadOnlyList<string> words) => new(words[0], int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));

    public Uri Url(string path) => new($"{Scheme}://{Vip}:{Port}{path}");

    public void Configure(LanOptions lan)
    {
        lan.DataDirectory = _root.FullName;
        lan.KeysFile = KeysFile;
        lan.AdvertisedAddress = "127.0.0.1";
        lan.MulticastPort = _multicastPort;
        lan.PullPort = 0;
        lan.Interval = TimeSpan.FromMilliseconds(300);
    }

    public void Listen(ListenOptions listen)
    {
        if (_certificates is not { } shop)
        {
            return;
        }

        listen.UseHttps(https =>
        {
            https.ServerCertificate = shop.OfCluster;
            https.ClientCertificateMode = _mutual ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => shop.Issued(certificate);
        });
    }

    /// <summary>Trusts the test's authority and nobody else; the name is checked as always.</summary>
    public SocketsHttpHandler NewHandler(string? server = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (_certificates is { } shop)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = shop.Policy(),
                ClientCertificates = _mutual && server is not null ? new X509CertificateCollection { shop.OfMember($"{server}.nodes.example") } : null,
            };
        }

        Handler(handler);
        return handler;
    }

    public void Dispose()
    {
        _certificates?.Dispose();
        if (_isOwner && Directory.Exists(_root.FullName))
        {
            _root.Delete(recursive: true);
        }
    }
}
