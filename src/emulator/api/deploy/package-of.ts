import { invalidParameter } from '../../engine/rejection.ts';
import type { Package } from '../../functions/packages.ts';
import type { ApiContext } from '../action.ts';
import type { CodeInput } from './members.ts';

const convention =
  'Give the code as ZipFile, or as S3Bucket=local with the absolute path of a zip file or a directory as S3Key.';

/** The code that a request carries or names. Throws InvalidParameterValueException. */
export async function packageOf(
  { packages }: Pick<ApiContext, 'packages'>,
  code: CodeInput,
): Promise<Package> {
  const taken = await packages.receive(sourceOf(code));
  if (!('refused' in taken)) return taken;
  throw invalidParameter(taken.refused);
}

// There is no S3 here and no registry of images, but there is a disk.
function sourceOf({ ZipFile, S3Bucket, S3Key, ImageUri }: CodeInput): Uint8Array | string {
  if (ZipFile !== undefined) return Buffer.from(ZipFile, 'base64');
  if (ImageUri !== undefined) throw invalidParameter(`Images are not run here: ${ImageUri}. ${convention}`);
  if (S3Bucket === undefined && S3Key === undefined) {
    throw invalidParameter(`Please provide a source for function code. ${convention}`);
  }
  if (S3Bucket === 'local' && S3Key !== undefined) return S3Key;
  throw invalidParameter(`There is no S3 here to get s3://${S3Bucket}/${S3Key} from. ${convention}`);
}
