// A photo album: interfaces, protocols, categories, blocks, literals and messages.
#import <Foundation/Foundation.h>
#import "PhotoStore.h"
#include <stdio.h>
@import UIKit;

#define LIMIT 0xFF
#ifdef DEBUG
static NSString *const Mode = @"debug";
#else
static NSString *const Mode = @"release \"quoted\"";
#endif

@class Album, Photo;

typedef enum : NSInteger {
    PhotoKindPicture = 1,
    PhotoKindMovie,
} PhotoKind;

typedef void (^Completion)(NSArray<Photo *> *photos, NSError *error);
typedef struct {
    CGFloat width, height;
} Size;

/* What shows photos */
@protocol PhotoViewer <NSObject>
@required
- (void)showPhoto:(Photo *)photo;
@optional
@property (nonatomic, readonly) BOOL visible;
+ (instancetype)viewer;
@end

@interface Photo : NSObject <NSCopying, PhotoViewer> {
@private
    NSUInteger _count;
@protected
    __weak id _owner;
}

@property (nonatomic, copy, readonly) NSString *name;
@property (nonatomic, strong, getter=isHidden, setter=hide:) NSNumber *hidden;
@property (atomic, weak) id<PhotoViewer> viewer;
@property (class, assign) int total;

- (instancetype)initWithName:(NSString *)name size:(Size)size;
+ (Photo *)photoNamed:(NSString *)name, ...;
- (void)loadWithCompletion:(void (^)(BOOL done))completion;
@end

@interface Photo ()
@property (nonatomic, strong) NSMutableDictionary<NSString *, id> *metadata;
@end

@interface NSString (Shouting)
- (NSString *)shout;
@end

@implementation NSString (Shouting)
- (NSString *)shout {
    return [[self uppercaseString] stringByAppendingString:@"!"];
}
@end

@implementation Photo

@synthesize name = _name;
@dynamic hidden;

static int total = 0;

+ (int)total {
    return total;
}

+ (Photo *)photoNamed:(NSString *)name, ... {
    return [[self alloc] initWithName:name size:(Size){1.5, .5f}];
}

- (instancetype)initWithName:(NSString *)name size:(Size)size {
    self = [super init];
    if (self != nil && size.width > 0) {
        _name = [name copy];
        self->_count = 0;
        self.metadata = [@{@"width" : @(size.width), @"tags" : @[@"a", @"b"], @"flag" : @YES} mutableCopy];
    } else if (!self || size.height <= 1e3) {
        return nil;
    }
    return self;
}

- (void)dealloc {
    [[NSNotificationCenter defaultCenter] removeObserver:self name:nil object:nil];
}

- (id)copyWithZone:(NSZone *)zone {
    return [[[self class] allocWithZone:zone] initWithName:self.name size:(Size){0, 0}];
}

- (void)showPhoto:(Photo *)photo {
    SEL selector = @selector(showPhoto:);
    if ([self.viewer respondsToSelector:selector]) {
        [self.viewer performSelector:selector withObject:photo];
    }
    NSLog(@"%@ %d %s", photo, total, @encode(int));
}

- (void)loadWithCompletion:(void (^)(BOOL done))completion {
    __block int attempts = 0;
    __weak typeof(self) weakSelf = self;
    dispatch_async(dispatch_get_main_queue(), ^{
        for (NSString *key in weakSelf.metadata) {
            attempts++;
            if (attempts > LIMIT) break;
            else continue;
        }
        for (int i = 0; i < 10; i++) {
            attempts += i % 2 == 0 ? 1 : i << 1;
        }
        completion(attempts > 0);
    });
    int (^twice)(int) = ^int(int x) {
        return x * 2;
    };
    @try {
        self.metadata[@"count"] = @(twice(2));
        id first = self.metadata[@"tags"][0];
        @throw [NSException exceptionWithName:@"Bad" reason:first userInfo:nil];
    } @catch (NSException *exception) {
        NSLog(@"%@", exception.reason);
    } @finally {
        @synchronized(self) {
            total += 1;
        }
    }
    @autoreleasepool {
        while (total-- > 0) {
            [self.name shout];
        }
        do {
            total |= 1;
        } while (total < 0);
    }
    switch (total) {
        case PhotoKindPicture:
        case PhotoKindMovie: {
            break;
        }
        default:
            printf("%c\n", 'x');
    }
    BOOL conforms = [self conformsToProtocol:@protocol(PhotoViewer)];
    char *bytes = (char *)malloc(sizeof(Size) * 2);
    bytes[0] = conforms ? 'a' : '\0';
    free(bytes);
}

@end

int main(int argc, const char *argv[]) {
    Completion log = ^(NSArray<Photo *> *photos, NSError *error) {
        NSLog(@"%lu", (unsigned long)photos.count);
    };
    log(@[], nil);
    return [Photo total] == 0 ? 0 : 1;
}
