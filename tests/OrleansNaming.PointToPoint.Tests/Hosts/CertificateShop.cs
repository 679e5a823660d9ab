using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>An authority of one test's own. The servers' certificate names the shared address alone: dialled under another name it does not verify.</summary>
internal sealed class CertificateShop : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddHours(-1);

    private readonly X509Certificate2 _authority;
    private readonly ConcurrentDictionary<string, X509Certificate2> _members = [];

    public CertificateShop()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(From, From.AddDays(1));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(Shared.Vip));
        OfCluster = Issue("CN=shop", names);
    }

    public X509Certificate2 OfCluster { get; }

    public X509Certificate2 OfMember(string dnsName) => _members.GetOrAdd(dnsName, name =>
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        return Issue($"CN={name}", names);
    });

    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        return policy;
    }

    public bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain { ChainPolicy = Policy() };
        return chain.Build(certificate);
    }

    public void Dispose()
    {
        _authority.Dispose();
        OfCluster.Dispose();
        foreach (var member in _members.Values)
        {
            member.Dispose();
        }
    }

    private X509Certificate2 Issue(string subject, SubjectAlternativeNameBuilder names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(_authority, From, From.AddHours(20), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
