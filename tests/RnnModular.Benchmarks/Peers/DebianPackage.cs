namespace RnnModular.Benchmarks.Peers;

/// <summary>Files of Debian packages that the machine does not have, unpacked beside the peers: nothing is installed.</summary>
static class DebianPackage
{
    /// <summary>The folder with the package's files, downloaded when it is not there yet.</summary>
    /// <exception cref="PeerUnavailableException">It cannot be had.</exception>
    public static string Unpack(string folder, string package)
    {
        string unpacked = Path.Combine(folder, package);
        if (!Directory.Exists(unpacked))
        {
            Tool.Run(folder, "apt-get", "download", package);
            string archive = Directory.EnumerateFiles(folder, $"{package}_*.deb").FirstOrDefault() ?? throw new PeerUnavailableException($"the package {package} did not arrive");
            Tool.Run(folder, "dpkg", "-x", archive, unpacked);
        }

        return unpacked;
    }
}
