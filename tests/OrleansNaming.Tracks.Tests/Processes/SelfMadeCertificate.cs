using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>A certificate of 127.0.0.1 by an authority of its own, in files: for Kestrel, and for whoever is to trust it (OpenSSL's SSL_CERT_FILE).</summary>
internal sealed class SelfMadeCertificate
{
    public SelfMadeCertificate(string folder)
    {
        Pfx = Path.Combine(folder, "server.pfx");
        Authority = Path.Combine(folder, "authority.pem");
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=group-test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, now.AddHours(-1), now.AddHours(23), [1]);
        using var whole = bare.CopyWithPrivateKey(key);
        File.WriteAllBytes(Pfx, whole.Export(X509ContentType.Pfx, Password));
        File.WriteAllText(Authority, authority.ExportCertificatePem());
    }

    public static string Password => "group-test";

    public string Pfx { get; }

    public string Authority { get; }

    public X509ChainPolicy Trusting() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Authority) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}
