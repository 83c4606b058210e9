namespace RnnModular.Interop;

/// <summary>Writes a file so that whoever opens it sees the old content or the new one, never a half.</summary>
public static class AtomicFile
{
    // ENOSPC and EDQUOT of Linux and macOS as .NET hands them through, then ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    static readonly int[] _fullDisk = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Writes beside the target, flushes to the disk, then renames over the target.</summary>
    /// <param name="path">The target; its folder is made when missing.</param>
    /// <param name="kind">What a failure counts as.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="RnnException">The file cannot be written; the old one, if any, is untouched.</exception>
    public static void Write(string path, FailureKind kind, Action<Stream> write)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(kind, Explain(path, error), error);
        }
        finally
        {
            Remove(temporary);
        }
    }

    /// <summary>Writes a text as UTF-8 without a mark.</summary>
    /// <exception cref="RnnException">The file cannot be written; the old one, if any, is untouched.</exception>
    public static void WriteText(string path, FailureKind kind, string text) =>
        Write(path, kind, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    static string Explain(string path, Exception error) => error switch
    {
        IOException io when _fullDisk.Contains(io.HResult) =>
            $"'{path}' could not be written because the disk is full; make room and try again (an older version of the file is intact).",
        UnauthorizedAccessException =>
            $"'{path}' could not be written because access is denied; choose another folder or change its rights.",
        _ => $"'{path}' could not be written because of the file system ({error.Message.TrimEnd('.')}); choose another folder.",
    };

    static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The failure that left it behind is the one to report.
        }
    }
}
